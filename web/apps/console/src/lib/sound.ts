// Sounds made by the browser itself: no files. Two soft notes for an offer, one for a message.

let context: AudioContext | null = null

const NOTES = { offer: [[660, 0], [880, 0.16], [660, 0.5], [880, 0.66]], message: [[740, 0]] } as const

/** Fails silently: a page without sound still works. */
export function chime(kind: keyof typeof NOTES): void {
  // Browsers forbid sound before the first touch and complain about each try.
  if (!navigator.userActivation?.hasBeenActive) return
  try {
    context ??= new AudioContext()
    if (context.state === 'suspended') void context.resume()
    for (const [frequency, start] of NOTES[kind]) note(context, frequency, context.currentTime + start)
  } catch {
    // No sound device.
  }
}

function note(audio: AudioContext, frequency: number, at: number): void {
  const oscillator = audio.createOscillator()
  const gain = audio.createGain()
  oscillator.type = 'sine'
  oscillator.frequency.value = frequency
  gain.gain.setValueAtTime(0, at)
  gain.gain.linearRampToValueAtTime(0.12, at + 0.015)
  gain.gain.exponentialRampToValueAtTime(0.0001, at + 0.32)
  oscillator.connect(gain).connect(audio.destination)
  oscillator.start(at)
  oscillator.stop(at + 0.35)
}
