// What a machine can find of what keeps people out: axe over a page, in both themes.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { until } from './see.mjs'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Violations of the page or frame as it is now, one line each; `rules`: only these; `within`: only there. */
export async function violations(frame, rules, within) {
  if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(AXE)
  return frame.evaluate(async ([only, part]) => {
    // Colours on their way from one theme to the other are nobody's choice.
    const passing = document.getAnimations().filter((one) => one.effect?.getTiming().iterations !== Infinity)
    await Promise.all(passing.map((one) => one.finished.catch(() => {})))
    const result = await window.axe.run(part ? document.querySelector(part) : document, { resultTypes: ['violations'], iframes: false, ...(only ? { runOnly: only } : {}) })
    return result.violations.map((one) => `${one.id} (${one.impact}): ${one.nodes.slice(0, 3).map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? ''}`).join('; ')}`)
  }, [rules, within])
}

const bright = (frame) => frame.evaluate(() => getComputedStyle(document.querySelector('.panel') ?? document.body).color.match(/\d+/g).slice(0, 3).every((part) => part > 128))

export const DIALOG = { within: '[role=dialog]' }

export class Inspector {
  found = []
  themes = ['dark', 'light']

  constructor(name) {
    this.name = name
  }

  /** Everything in the light, and in the dark what colours decide. */
  async look(screen, page, { frame = page, within } = {}) {
    // Beginning with the colours that the screen before ended in.
    this.themes.reverse()
    for (const theme of this.themes) {
      await page.emulateMedia({ colorScheme: theme })
      await until(`${theme} colours`, async () => (await bright(frame)) === (theme === 'dark'))
      for (const one of await violations(frame, theme === 'dark' ? ['color-contrast'] : undefined, within)) this.found.push(`${this.name} ${theme} ${screen}: ${one}`)
    }
  }

  check() {
    if (this.found.length) throw new Error(`accessibility:\n${this.found.join('\n')}`)
  }
}
