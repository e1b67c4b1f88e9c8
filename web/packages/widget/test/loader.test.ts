// @vitest-environment happy-dom
// The loader in a host page: launcher, iframe, storage and the commands, with the application played by the test.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Config, ToApp, ToHost } from '../src/bridge'
import { widget } from '../src/loader/widget'

const HOST = 'https://parlor.example'
const config: Config = {
  account: 'acc', brand: { name: '拾光' }, color: '#1d5fbf', position: 'right', launcher: { 'zh-CN': '联系我们', en: 'Chat with us' },
  greeting: { 'zh-CN': '', en: '' }, online: true, file_limit: 1, text_limit: 1,
}
const root = () => [...document.body.children].at(-1)!.shadowRoot!
const button = () => root().querySelector('button')!
const frame = () => root().querySelector('iframe')

/** Plays the application: hears what the loader posts, and answers as it would. */
function play() {
  const heard: ToApp[] = []
  const origins: string[] = []
  const inside = {
    postMessage(message: ToApp, origin: string) {
      heard.push(message)
      origins.push(origin)
    },
  }
  // The test page loads no frames: this is the window that the real one would have.
  Object.defineProperty(frame()!, 'contentWindow', { value: inside })
  const say = (data: ToHost, origin = HOST, source: unknown = inside) => {
    const event = new Event('message')
    Object.assign(event, { data, origin, source })
    window.dispatchEvent(event)
  }
  return { heard, origins, say }
}

// Nothing answers at the address of the frame: it is only remembered, and the frame stays blank.
;(window as unknown as { happyDOM: { settings: Record<string, boolean> } }).happyDOM.settings.enableIframePageLoading = true
Object.defineProperty(HTMLIFrameElement.prototype, 'src', {
  get: () => '',
  set(this: HTMLIFrameElement, address: string) {
    this.dataset.address = address
  },
})

beforeEach(() => {
  document.body.innerHTML = ''
  localStorage.clear()
  vi.stubGlobal('visualViewport', undefined)
})
afterEach(() => vi.unstubAllGlobals())

describe('loader', () => {
  it('draws an accessible launcher and no iframe before it is used', () => {
    widget(HOST, config, 'zh-CN')
    expect(button().getAttribute('aria-label')).toBe('联系我们')
    expect(frame()).toBeNull()
    button().click()
    expect(frame()!.dataset.address).toBe(`${HOST}/widget/?account=acc#${encodeURIComponent(location.origin)}`)
    expect(button().getAttribute('aria-expanded')).toBe('true')
  })

  it('hands over the token after ready, only to its own origin', () => {
    localStorage.setItem('parlor:acc', 'secret')
    const run = widget(HOST, config, 'en')
    run(['identify', { payload: '{}', signature: 'ab' }])
    run(['open'])
    const { heard, origins, say } = play()
    say({ t: 'ready' }, 'https://evil.example')
    say({ t: 'ready' }, HOST, window)
    expect(heard).toEqual([])
    say({ t: 'ready' })
    expect(heard[0]).toMatchObject({ t: 'init', token: 'secret', user: { payload: '{}', signature: 'ab' }, locale: 'en', open: true })
    expect(new Set(origins)).toEqual(new Set([HOST]))
    say({ t: 'token', token: 'new' })
    expect(localStorage.getItem('parlor:acc')).toBe('new')
  })

  it('takes the token that another tab was given meanwhile', () => {
    const run = widget(HOST, config, 'en')
    localStorage.setItem('parlor:acc', 'from the other tab')
    run(['open'])
    const { heard, say } = play()
    say({ t: 'ready' })
    expect(heard[0]).toMatchObject({ t: 'init', token: 'from the other tab' })
  })

  it('shows unread, tells the host page, and connects by itself on the next page', () => {
    const run = widget(HOST, config, 'en')
    const counts: (number | undefined)[] = []
    run(['on', 'unread', (count: number) => counts.push(count)])
    run(['open'])
    const { say } = play()
    say({ t: 'ready' })
    say({ t: 'status', unread: 2, keep: true })
    say({ t: 'status', unread: 2, keep: true })
    expect(counts).toEqual([2])
    expect(root().querySelector('b')!.textContent).toBe('2')
    expect(button().getAttribute('aria-label')).toBe('Chat with us, 2 unread')
    document.body.innerHTML = ''
    widget(HOST, config, 'en')
    expect(frame()).not.toBeNull()
    expect(button().getAttribute('aria-expanded')).toBeNull()
  })

  it('passes early sends on once the application is there, in order', () => {
    const run = widget(HOST, config, 'en')
    run(['send', 'one'])
    run(['send', 'two'])
    const { heard, say } = play()
    say({ t: 'ready' })
    expect(heard.filter((m) => m.t === 'send').map((m) => m.text)).toEqual(['one', 'two'])
    expect(heard[0]!.t).toBe('init')
  })

  it('forgets everything at logout', () => {
    const run = widget(HOST, config, 'en')
    run(['open'])
    const { heard, say } = play()
    say({ t: 'ready' })
    say({ t: 'token', token: 'x' })
    say({ t: 'status', unread: 1, keep: true })
    run(['logout'])
    expect(localStorage.length).toBe(0)
    expect(heard.at(-1)).toEqual({ t: 'logout' })
    expect(root().querySelector('b')!.textContent).toBe('')
  })

  it('reloads the page when the application asks for it', () => {
    const reload = vi.spyOn(location, 'reload').mockReturnValue(undefined)
    widget(HOST, config, 'en')(['open'])
    const { say } = play()
    say({ t: 'reload' }, 'https://evil.example')
    expect(reload).not.toHaveBeenCalled()
    say({ t: 'reload' })
    expect(reload).toHaveBeenCalledTimes(1)
  })

  it('says once in the host page what to look at when there is no answer for it', async () => {
    vi.useFakeTimers()
    const said = vi.spyOn(console, 'warn').mockReturnValue(undefined)
    const asked = vi.fn(async () => Promise.reject(new TypeError('Failed to fetch')))
    vi.stubGlobal('fetch', asked)
    const script = document.body.appendChild(document.createElement('script'))
    script.dataset.account = 'wrong'
    Object.defineProperty(script, 'src', { value: `${HOST}/widget.js` })
    await import('../src/loader/main')
    await vi.advanceTimersByTimeAsync(30_000)
    expect(asked.mock.calls.length).toBeGreaterThan(1)
    expect(said.mock.calls).toEqual([[expect.stringMatching(/data-account.*allowed origin/)]])
    vi.useRealTimers()
  })

  it('works when storage is forbidden', () => {
    vi.stubGlobal('localStorage', { getItem: () => { throw new Error('forbidden') }, setItem: () => { throw new Error('forbidden') } })
    const run = widget(HOST, config, 'en')
    run(['open'])
    const { heard, say } = play()
    say({ t: 'ready' })
    say({ t: 'token', token: 'kept for this page' })
    say({ t: 'close' })
    expect(heard[0]).toMatchObject({ t: 'init', token: null })
    expect(button().getAttribute('aria-expanded')).toBe('false')
  })
})
