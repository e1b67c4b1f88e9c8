// Which tab of a page is open: in the address, so that it is still open after a reload. The first needs no mention.
import { computed, type WritableComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

export function useTab<T extends string>(names: readonly [T, ...T[]]): WritableComputedRef<T> {
  const route = useRoute()
  const router = useRouter()
  return computed({
    get: () => names.find((name) => name === route.query.tab) ?? names[0],
    set: (name) => void router.replace({ query: { ...route.query, tab: name === names[0] ? undefined : name } }),
  })
}
