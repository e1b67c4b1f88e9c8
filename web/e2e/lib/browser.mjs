// The browser that is here; never one that is downloaded.
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const HUSHED = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
/** A page that is laid over the server's counts as from elsewhere; its own server is on this machine, and asked all the same. */
const LAID = ['--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets']

export function openBrowser() {
  const executablePath = process.env.PARLOR_TEST_CHROMIUM || '/usr/bin/chromium'
  if (!existsSync(executablePath)) throw new Error(`no browser at ${executablePath}: install chromium, or set PARLOR_TEST_CHROMIUM to its path`)
  return chromium.launch({ executablePath, args: process.env.PARLOR_TEST_DIST ? [...HUSHED, ...LAID] : HUSHED, handleSIGINT: false, handleSIGTERM: false })
}
