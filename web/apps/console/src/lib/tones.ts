// Tones that the browser makes itself: no files. Quiet until the page was touched once, as browsers want it; whoever missed one
// because of that is told.
import { shallowRef } from 'vue'

export const TONES = ['chord', 'bell', 'drop', 'wood', 'pulse'] as const
export type Tone = (typeof TONES)[number] | 'off'

/** One voice of a tone: wave, Hz, begins and lasts (s), loudness of 1; `to`: where its pitch glides. */
interface Voice { wave: OscillatorType; hz: number; at: number; lasts: number; loud: number; to?: number }

const sine = (hz: number, at: number, lasts: number, loud: number, to?: number): Voice => ({ wave: 'sine', hz, at, lasts, loud, ...(to ? { to } : {}) })
const VOICES: Record<(typeof TONES)[number], readonly Voice[]> = {
  chord: [sine(660, 0, 0.4, 0.5), sine(880, 0.16, 0.5, 0.5), sine(660, 0.5, 0.4, 0.4), sine(880, 0.66, 0.6, 0.4)],
  bell: [sine(988, 0, 1.1, 0.5), sine(1976, 0, 0.7, 0.18), sine(2663, 0, 0.4, 0.1)],
  drop: [sine(520, 0, 0.16, 0.6, 1180)],
  wood: [{ wave: 'triangle', hz: 620, at: 0, lasts: 0.09, loud: 0.9, to: 420 }, { wave: 'triangle', hz: 620, at: 0.2, lasts: 0.09, loud: 0.7, to: 420 }],
  pulse: [sine(740, 0, 0.12, 0.6), sine(740, 0.17, 0.12, 0.6)],
}
/** The loudest a tone gets, of what the device gives. */
const FULL = 0.35

let audio: AudioContext | null = null
/** A tone was due and the browser kept it back: nobody has touched the page yet. */
export const heldBack = shallowRef(false)

/** Before the first touch browsers give no sound and complain about each try. Where nobody says, it is tried. */
const touched = () => navigator.userActivation?.hasBeenActive ?? true

/** Plays it at `volume` percent; a page without a sound device still works. */
export function play(tone: Tone, volume: number): void {
  if (tone === 'off' || volume <= 0) return
  if (!touched()) {
    heldBack.value = true
    return
  }
  heldBack.value = false
  try {
    audio ??= new AudioContext()
    if (audio.state === 'suspended') void audio.resume()
    for (const voice of VOICES[tone]) sound(audio, voice, (FULL * Math.min(100, volume)) / 100)
  } catch {
    // No sound device.
  }
}

function sound(context: AudioContext, { wave, hz, at, lasts, loud, to }: Voice, full: number): void {
  const begin = context.currentTime + at
  const oscillator = context.createOscillator()
  const gain = context.createGain()
  oscillator.type = wave
  oscillator.frequency.setValueAtTime(hz, begin)
  if (to) oscillator.frequency.exponentialRampToValueAtTime(to, begin + lasts)
  gain.gain.setValueAtTime(0, begin)
  gain.gain.linearRampToValueAtTime(full * loud, begin + 0.012)
  gain.gain.exponentialRampToValueAtTime(0.0001, begin + lasts)
  oscillator.connect(gain).connect(context.destination)
  oscillator.start(begin)
  oscillator.stop(begin + lasts + 0.05)
}
