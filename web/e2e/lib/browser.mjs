// The browser that is here; never one that is downloaded.
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const HUSHED = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

export function openBrowser() {
  const executablePath = process.env.PARLOR_TEST_CHROMIUM || '/usr/bin/chromium'
  if (!existsSync(executablePath)) throw new Error(`no browser at ${executablePath}: install chromium, or set PARLOR_TEST_CHROMIUM to its path`)
  return chromium.launch({ executablePath, args: HUSHED, handleSIGINT: false, handleSIGTERM: false })
}
