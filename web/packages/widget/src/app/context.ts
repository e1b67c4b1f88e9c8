// What every part of the screen needs: texts, configuration, the client.
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { VisitorClient } from '@parlor/sdk'
import type { Config, Locale } from '../bridge'
import type { Texts } from './texts'

export interface Around {
  t: Texts
  locale: Locale
  config: Config
  client: VisitorClient
  /** The panel is shown. */
  open: boolean
  /** Says something for a moment above the composer, also to screen readers. */
  notice(text: string): void
}

export const AroundContext = createContext<Around | null>(null)
export const useAround = (): Around => useContext(AroundContext)!
