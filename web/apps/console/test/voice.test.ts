// The player of voice messages: AMR is decoded when somebody listens and not before; what cannot be decoded is a card to download.
import { createApp, h, nextTick, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { amrSeconds, playableAmr } from '@/features/thread/amr'
import VoicePlayer from '@/features/thread/VoicePlayer.vue'
import { eventually } from './eventually'
import { signedIn } from './world'

vi.mock('@/features/thread/amr', async (original) => ({ ...await original<object>(), playableAmr: vi.fn(), amrSeconds: vi.fn() }))
let app: App
let host: HTMLElement
const play = vi.fn()

async function open(type: string): Promise<void> {
  host = document.body.appendChild(document.createElement('div'))
  app = createApp({ render: () => h(VoicePlayer, { file: { id: 'v', name: 'voice.amr', type, size: 1600, url: '/files/v', width: null, height: null } as never }) })
  app.mount(host)
  await nextTick()
}
const audio = () => host.querySelector('audio')
const start = () => host.querySelector<HTMLElement>('button')!.click()

beforeEach(async () => {
  await signedIn()
  play.mockReset().mockResolvedValue(undefined)
  vi.mocked(playableAmr).mockReset()
  vi.mocked(amrSeconds).mockReset().mockRejectedValue(new Error('no file'))
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(play)
  vi.spyOn(HTMLMediaElement.prototype, 'canPlayType').mockImplementation((type) => (type === 'audio/mpeg' ? 'probably' : ''))
})
afterEach(() => {
  app.unmount()
  host.remove()
})

it('decodes AMR when it is to be played, once, and lets it go with the player', async () => {
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:sound')
  const revoked = vi.spyOn(URL, 'revokeObjectURL').mockReturnValue(undefined)
  vi.mocked(playableAmr).mockResolvedValue(new Blob(['wav'], { type: 'audio/wav' }))
  await open('audio/amr')
  expect(playableAmr).not.toHaveBeenCalled()
  expect(audio()?.hasAttribute('src')).toBe(false)
  start()
  start()
  await eventually(() => expect(play).toHaveBeenCalledTimes(1))
  expect(audio()?.getAttribute('src')).toBe('blob:sound')
  start()
  await eventually(() => expect(play).toHaveBeenCalledTimes(2))
  expect(vi.mocked(playableAmr).mock.calls).toEqual([['/files/v']])
  app.unmount()
  expect(revoked).toHaveBeenCalledWith('blob:sound')
})

it('becomes a card to download when it cannot be decoded', async () => {
  vi.mocked(playableAmr).mockRejectedValue(new Error('no sound'))
  await open('audio/amr')
  start()
  await eventually(() => expect(host.querySelector('a[download]')?.getAttribute('href')).toBe('/files/v'))
  expect(play).not.toHaveBeenCalled()
})

it('plays what the browser knows from where it lies, and offers the rest for download', async () => {
  await open('audio/mpeg')
  expect(audio()?.getAttribute('src')).toBe('/files/v')
  app.unmount()
  await open('audio/silk')
  expect(audio()).toBeNull()
  expect(host.querySelector('a[download]')).toBeTruthy()
})

it('stays a player when playing is only interrupted, and not when it is no sound', async () => {
  await open('audio/mpeg')
  play.mockRejectedValueOnce(new DOMException('paused', 'AbortError'))
  start()
  await eventually(() => expect(play).toHaveBeenCalledTimes(1))
  await nextTick()
  expect(audio()).toBeTruthy()
  play.mockRejectedValueOnce(new DOMException('no', 'NotSupportedError'))
  start()
  await eventually(() => expect(audio()).toBeNull())
})

it('says how long it is before it is played, and its size where that is not known', async () => {
  await open('audio/amr')
  expect(host.textContent).toContain('1.6 KB')
  app.unmount()
  vi.mocked(amrSeconds).mockResolvedValue(12)
  await open('audio/amr')
  await eventually(() => expect(host.textContent).toContain('0:12'))
  expect(host.textContent).not.toContain('KB')
})
