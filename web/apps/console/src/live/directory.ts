// The short lists of the house: colleagues, queues, brands, tags, quick replies.
import { shallowReactive, shallowRef } from 'vue'
import type { Agent, Brand, Counts, Queue, QuickReply, Tag } from '@parlor/api'
import { rest, useSession } from '@/lib/session'

export const agents = shallowReactive(new Map<string, Agent>())
export const queues = shallowReactive(new Map<string, Queue>())
export const brands = shallowReactive(new Map<string, Brand>())
export const tags = shallowRef<readonly Tag[]>([])
export const quickReplies = shallowRef<readonly QuickReply[]>([])
export const counts = shallowRef<Counts | null>(null)

function fill<T extends { id: string }>(map: Map<string, T>, items: T[]): void {
  map.clear()
  for (const item of items) map.set(item.id, item)
}

/** Loads everything; what fails stays as it was and is asked for again with the next resync. */
export async function loadDirectory(): Promise<void> {
  await Promise.allSettled([
    loadAgents(),
    loadQueues(),
    loadBrands(),
    loadTags(),
    loadQuickReplies(),
    loadCounts(),
  ])
}

export const loadAgents = () => rest.agents().then((items) => fill(agents, items))
export const loadBrands = () => rest.brands().then((items) => fill(brands, items))
export const loadQueues = () => rest.queues().then((items) => fill(queues, items))
export const loadTags = () => rest.tags().then((items) => { tags.value = items })
export const loadQuickReplies = () => rest.quickReplies().then((items) => { quickReplies.value = items })
const loadCounts = () => rest.counts().then((value) => { counts.value = value })

export function putAgent(agent: Agent): void {
  agents.set(agent.id, agent)
  useSession().setAgent(agent)
}

let due: ReturnType<typeof setTimeout> | null = null
/** Counts are the server's; asked for at most once in two seconds however many events come. */
export function refreshCounts(): void {
  due ??= setTimeout(() => { due = null; void loadCounts().catch(() => {}) }, counts.value ? 2000 : 0)
}
/** Missed answers come about by the passing of time, without any event. */
setInterval(() => { if (counts.value && document.visibilityState === 'visible') refreshCounts() }, 30_000)

export function forgetDirectory(): void {
  for (const map of [agents, queues, brands]) map.clear()
  tags.value = []
  quickReplies.value = []
  counts.value = null
}
