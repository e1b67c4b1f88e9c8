// When Enter means "send" and when it belongs to the input method.

/** Safari ends the composition before it reports the Enter that ended it. */
const SAFARI_MS = 60

interface Key {
  key: string
  shiftKey: boolean
  altKey: boolean
  isComposing: boolean
  keyCode: number
}

/** Watches one text field; `sends` is true only for an Enter that the person meant as "send". */
export class EnterKey {
  private composing = false
  private endedAt = -Infinity

  constructor(private now: () => number = () => performance.now()) {}

  started(): void {
    this.composing = true
  }

  ended(): void {
    this.composing = false
    this.endedAt = this.now()
  }

  sends(event: Key): boolean {
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return false
    // 229 is what browsers report for a key that the input method has swallowed.
    if (this.composing || event.isComposing || event.keyCode === 229) return false
    return this.now() - this.endedAt >= SAFARI_MS
  }
}
