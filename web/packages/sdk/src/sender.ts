// Sends the outbox, one message at a time: only so can a refused or lost one not let a later one overtake it.
import { backoff } from './backoff'
import { codeOf, type ClientFrame, type Problem } from './frames'
import { UploadFailure, type Clock, type OutboxItem, type Upload } from './link'
import type { Outbox } from './outbox'

const ACK_MS = 15_000
/** These say "not now"; every other problem says "never like this". */
const LATER = new Set(['rate_limited', 'unavailable', 'storage_full', 'internal'])

export interface SenderOptions {
  outbox: Outbox
  upload: Upload
  clock: Clock
  random: () => number
  token(): string | null
  /** False: there is no working link now. */
  send(frame: ClientFrame): boolean
  /** An acknowledgement is overdue. */
  overdue(): void
  changed(): void
}

export class Sender {
  /** Part of the files of an item that is up, 0…1, by client id. */
  readonly progress = new Map<string, number>()
  private flying: string | null = null
  private uploading: string | null = null
  private tries = 0
  private held = false
  private cancelHold = (): void => undefined
  private cancelAck = (): void => undefined

  constructor(private o: SenderOptions) {}

  /** Sends the next item if nothing is under way. */
  flush(): void {
    const item = this.o.outbox.next()
    if (!item || this.flying || this.held || this.uploading) return
    if (item.files.some((file) => !file.done)) return void this.uploadFiles(item)
    if (!this.o.send(frameOf(item))) return
    this.flying = item.client_id
    this.cancelAck = this.o.clock.after(ACK_MS, () => this.o.overdue())
  }

  /** The link is gone: what was under way is sent again by the next one, under the same client id. */
  lost(): void {
    this.flying = null
    this.cancelAck()
  }

  /** The link is new: no old refusal holds anything back. */
  ready(): void {
    this.release()
    this.flush()
  }

  /** Acknowledged, or seen in the thread: answers the item when this was news. */
  done(clientId: string): OutboxItem | undefined {
    this.progress.delete(clientId)
    this.land(clientId)
    this.tries = 0
    return this.o.outbox.remove(clientId)
  }

  /** The server said no; `retry` says whether it may say yes later. */
  refused(clientId: string, problem: Problem): void {
    this.land(clientId)
    if (LATER.has(codeOf(problem))) this.hold(null)
    else this.o.outbox.refuse(clientId, problem)
    this.o.changed()
    this.flush()
  }

  /** The handoff that is under way, if one is. */
  handoff(): string | null {
    const item = this.flying ? this.o.outbox.get(this.flying) : undefined
    return item?.kind === 'handoff' ? item.client_id : null
  }

  stop(): void {
    this.lost()
    this.release()
  }

  private land(clientId: string): void {
    if (this.flying !== clientId) return
    this.lost()
  }

  private hold(retryMs: number | null): void {
    this.held = true
    const wait = retryMs ?? backoff(this.tries + 1, this.o.random())
    this.tries += 1
    this.cancelHold = this.o.clock.after(wait, () => {
      this.release()
      this.flush()
    })
  }

  private release(): void {
    this.held = false
    this.cancelHold()
  }

  private async uploadFiles(item: OutboxItem): Promise<void> {
    const token = this.o.token()
    if (!token) return
    const id = item.client_id
    this.uploading = id
    const files = item.files.map((file) => ({ ...file }))
    try {
      for (const [n, file] of files.entries()) {
        file.done ??= await this.o.upload(file, token, (part) => {
          this.progress.set(id, (n + part) / files.length)
          this.o.changed()
        })
        this.o.outbox.change(id, { files: files.map((one) => ({ ...one })) })
      }
    } catch (error) {
      const failure = error instanceof UploadFailure ? error : new UploadFailure(null)
      if (failure.problem && !LATER.has(codeOf(failure.problem))) this.o.outbox.refuse(id, failure.problem)
      else this.hold(failure.retryMs)
    }
    this.uploading = null
    this.o.changed()
    this.flush()
  }
}

function frameOf(item: OutboxItem): ClientFrame {
  if (item.kind === 'handoff') return { t: 'handoff', client_id: item.client_id }
  const attachments = item.files.map((file) => file.done!.id)
  return { t: 'send', client_id: item.client_id, text: item.text, attachments, form: item.form }
}
