// Which brands may be chosen: an archived one takes nothing new. Not in the directory, which comes with the first load.
import type { Brand } from '@parlor/api'
import { brands } from './directory'

/** Those that are in use, and those of `kept` whatever they are: what was chosen stays choosable, so that saving loses nothing. */
export const brandsInUse = (kept: readonly string[] = []): Brand[] => [...brands.values()].filter((one) => !one.archived_at || kept.includes(one.id))
