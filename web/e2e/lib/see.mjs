// Waiting for what is seen, and saying what was seen instead. No story sleeps.
import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'

/** How long anything that a person would wait for may take, in ms; generous, as machines that test are busy. */
export const PATIENCE = 20_000

/** Asks until the answer is truthy and gives it back; `what` names what was waited for. */
export async function until(what, ask, patience = PATIENCE) {
  const end = Date.now() + patience
  let last
  for (;;) {
    try {
      const answer = await ask()
      if (answer) return answer
      last = answer
    } catch (error) {
      last = error
    }
    if (Date.now() > end) throw new Error(`waited ${patience} ms for ${what}; at last: ${last instanceof Error ? last.message : JSON.stringify(last)}`)
    await pause(50)
  }
}

/** The first of what is meant is visible. */
export const seen = (locator, patience = PATIENCE) => locator.first().waitFor({ state: 'visible', timeout: patience })

/** Nothing of it is visible any more. */
export const gone = (locator, patience = PATIENCE) => locator.first().waitFor({ state: 'hidden', timeout: patience })

/** The texts of what is meant become exactly these, in this order. */
export async function texts(locator, wanted, patience = PATIENCE) {
  let last = []
  const same = async () => {
    last = (await locator.allInnerTexts()).map((text) => text.trim())
    return last.length === wanted.length && last.every((text, n) => text === wanted[n])
  }
  await until('the texts', same, patience).catch(() => assert.deepEqual(last, wanted))
}

/** The element's text contains this. */
export const says = (locator, text, patience = PATIENCE) =>
  until(`“${text}”`, async () => ((await locator.first().innerText({ timeout: 1_000 })) ?? '').includes(text), patience)
