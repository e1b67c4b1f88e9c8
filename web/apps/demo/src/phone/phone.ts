// The phone beside the shop: which screen it shows, what its buttons do, and whose it is.
import type { Settings } from '../settings'
import { TEXTS } from '../texts'
import type { DemoConfig } from '../widget'
import { keepEnd } from './end'
import { log } from './items'
import { Line, type Code } from './line'
import { asPhoto, asTaken, asVoice, PICTURES } from './samples'
import { Phone } from './state'
import { PHONE, type PhoneTexts } from './texts'
import * as view from './view'
import './phone.css'

type Screen = 'list' | 'chat' | 'profile' | 'scan'
type Given = NonNullable<DemoConfig['phone']>

export class Device {
  private readonly root = document.createElement('aside')
  private readonly line: Line
  private phone: Phone | null = null
  private who: string
  private screen: Screen = 'list'
  private account: string | null = null
  private codes: Code[] = []
  /** Keeps what is said last in sight. */
  private hold = (): void => undefined
  private readonly media = new Map<string, { url: string; type: string } | null>()

  constructor(
    private readonly given: Given,
    private readonly settings: Settings,
    private readonly put: (isOut: boolean) => void,
  ) {
    this.line = new Line(given.base)
    this.who = given.people[0]!.id
    this.root.className = 'phone'
    this.root.addEventListener('click', (event) => void this.clicked(event))
    this.root.addEventListener('submit', (event) => this.submitted(event))
    this.root.addEventListener('keydown', (event) => this.pressed(event))
    this.root.addEventListener('input', () => this.grow())
    this.root.addEventListener('change', (event) => this.chose(event.target as HTMLInputElement))
  }

  private get t(): PhoneTexts {
    return PHONE[this.settings.locale]
  }

  get isOut(): boolean {
    return this.phone !== null
  }

  /** Takes the phone out, or puts it away. */
  toggle(): void {
    if (this.isOut) this.away()
    else this.take(this.who)
    this.put(this.isOut)
  }

  /** Draws everything anew: another language, another person. */
  draw(): void {
    if (!this.isOut) return
    this.root.setAttribute('aria-label', this.t.phone)
    const people = this.given.people.map((it) => ({ ...it, name: this.nameOf(it.id) }))
    this.root.innerHTML = view.device(this.t, people, this.who)
    this.go(this.screen, this.account)
  }

  private nameOf(id: string): string {
    const person = this.given.people.find((it) => it.id === id)
    if (!person || person.is_stranger) return this.t.stranger
    return TEXTS[this.settings.locale].people[person.name] ?? person.name
  }

  private take(who: string): void {
    this.phone?.end()
    this.who = who
    this.screen = 'list'
    this.account = null
    this.phone = new Phone(this.line, who, () => this.update())
    document.body.append(this.root)
    document.documentElement.dataset.phone = 'out'
    this.draw()
    void this.phone.start()
  }

  private away(): void {
    this.phone?.end()
    this.phone = null
    this.root.remove()
    delete document.documentElement.dataset.phone
  }

  private one<T extends HTMLElement>(selector: string): T | null {
    return this.root.querySelector<T>(selector)
  }

  private go(screen: Screen, account: string | null = null): void {
    const phone = this.phone
    if (!phone) return
    this.screen = screen
    this.account = account
    const chat = phone.chat(account)
    phone.look(screen === 'chat' ? account : null)
    const glass = this.one('.screen')!
    glass.className = `screen ${screen}`
    if (screen === 'chat' && chat) {
      glass.innerHTML = view.chat(chat, this.t)
      this.hold = keepEnd(this.one('.log')!)
    } else if (screen === 'profile' && chat) glass.innerHTML = view.profile(chat, this.t)
    else if (screen === 'scan') glass.innerHTML = view.scan(this.codes, phone, this.t)
    else glass.innerHTML = view.list(phone, this.t, this.settings)
    this.update()
  }

  /** News: what can change without losing what somebody is writing. */
  private update(): void {
    const phone = this.phone
    const glass = this.one('.screen')
    if (!phone || !glass) return
    this.one('.status time')!.textContent = new Date().toLocaleTimeString(this.settings.locale, { hour: '2-digit', minute: '2-digit', hour12: false })
    if (this.screen === 'list') glass.innerHTML = view.list(phone, this.t, this.settings)
    const chat = phone.chat(this.account)
    if (this.screen === 'profile' && chat) glass.innerHTML = view.profile(chat, this.t)
    if (this.screen !== 'chat' || !chat) return
    this.one('.title')!.textContent = chat.typing ? this.t.typing : chat.account.name
    const trouble = this.one('.trouble')!
    trouble.className = phone.lost ? 'trouble lost' : 'trouble'
    trouble.textContent = phone.lost ? this.t.lost : ''
    const place = this.one('.log')!
    const scene = { t: this.t, account: chat.account, person: this.nameOf(this.who), locale: this.settings.locale, media: (id: string) => this.fetched(id) }
    place.innerHTML = chat.items.length ? log(chat.items, scene) : `<p class="line">${this.t.empty}</p>`
    this.hold()
  }

  /** A picture that is here; else it is fetched once and shown when it comes. */
  private fetched(id: string): { url: string; type: string } | undefined {
    const known = this.media.get(id)
    if (known === undefined) {
      this.media.set(id, null)
      this.line.media(id).then(
        (media) => {
          this.media.set(id, media)
          this.update()
        },
        () => this.media.delete(id),
      )
    }
    return known ?? undefined
  }

  private async clicked(event: Event): Promise<void> {
    const button = (event.target as Element).closest('button')
    if (!button || !this.phone) return
    const given = button.dataset
    if (given.who) this.take(given.who)
    else if (given.chat) await this.enter(given.chat)
    else if (given.do) await this.does(given.do, button)
    else if (given.key) await this.act('press', { key: given.key })
    else if (given.item) await this.act('choose', { item: given.item, text: given.text })
    else if (given.code) await this.scanned(given.code)
    else if (given.picture) await this.file('image', asPhoto(PICTURES[Number(given.picture)]!))
    else if (given.play) this.play(Number(given.play))
  }

  private async does(what: string, button: HTMLElement): Promise<void> {
    if (what === 'away') this.toggle()
    else if (what === 'back') this.go(this.screen === 'profile' && this.phone?.chat(this.account)?.following ? 'chat' : 'list', this.screen === 'profile' ? this.account : null)
    else if (what === 'scan') {
      this.codes = await this.line.codes().catch(() => [])
      this.go('scan')
    } else if (what === 'profile') this.go('profile', this.account)
    else if (what === 'open') this.go('chat', this.account)
    else if (what === 'follow') {
      if (await this.act('follow', {})) this.go('chat', this.account)
    } else if (what === 'unfollow') await this.act('unfollow', {})
    else if (what === 'more') this.drawer(button)
    else if (what === 'photos') this.one('.pictures')!.hidden = !this.one('.pictures')!.hidden
    else if (what === 'voice') await this.file('voice', Promise.resolve(asVoice()))
    else if (what === 'place') await this.say({ kind: 'location', text: this.t.placeName, latitude: 30.2747, longitude: 120.1369 })
    else if (what === 'card') await this.say({ kind: 'page', title: this.settings.locale === 'en' ? 'Mist glass vase' : '雾青花瓶', path: 'pages/thing?id=vase' })
  }

  /** A mini-program's customer service is entered; an account that is not followed shows its card first. */
  private async enter(account: string): Promise<void> {
    const chat = this.phone!.chat(account)!
    const isMini = chat.account.kind === 'mini'
    this.go(isMini || chat.following ? 'chat' : 'profile', account)
    if (isMini) await this.act('enter', { session_from: this.given.people.find((it) => it.id === this.who)?.session_from ?? '' })
  }

  private async act(deed: string, asked: Record<string, unknown>): Promise<boolean> {
    try {
      await this.line.act(this.who, deed, { account: this.account, ...asked })
      return true
    } catch {
      this.complain()
      return false
    }
  }

  private async say(asked: Record<string, unknown>): Promise<boolean> {
    this.shut()
    return this.act('send', asked)
  }

  private async file(kind: 'image' | 'voice', file: Promise<Blob>): Promise<void> {
    this.shut()
    try {
      await this.line.sendFile(this.who, this.account!, kind, await file)
    } catch {
      this.complain()
    }
  }

  private async scanned(url: string): Promise<void> {
    try {
      this.go('chat', await this.line.act(this.who, 'scan', { url: url.trim() }))
    } catch {
      const place = this.one('.wrong')
      if (place) place.textContent = this.t.wrongCode
    }
  }

  private complain(): void {
    const trouble = this.one('.trouble')
    if (!trouble) return
    trouble.className = 'trouble lost'
    trouble.textContent = this.t.failed
  }

  private play(seq: number): void {
    const item = this.phone?.chat(this.account)?.items.find((it) => it.seq === seq)
    const media = item?.media ? this.fetched(item.media) : undefined
    // A browser plays MP3; AMR it does not know, and then nothing sounds.
    if (media) void new Audio(media.url).play().catch(() => undefined)
  }

  private drawer(button: HTMLElement): void {
    const drawer = this.one('.drawer')!
    drawer.hidden = !drawer.hidden
    button.setAttribute('aria-expanded', String(!drawer.hidden))
  }

  private shut(): void {
    const drawer = this.one('.drawer')
    if (!drawer) return
    drawer.hidden = true
    this.one('.pictures')!.hidden = true
    this.one('[data-do="more"]')!.setAttribute('aria-expanded', 'false')
  }

  private submitted(event: Event): void {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    if (form.className === 'paste') void this.scanned(new FormData(form).get('url') as string)
    else void this.write()
  }

  private async write(): Promise<void> {
    const field = this.one<HTMLTextAreaElement>('.write textarea')!
    const text = field.value.trim()
    if (!text) return
    field.value = ''
    this.grow()
    // What did not go comes back to the line, unless something else is there by now.
    if (!(await this.say({ kind: 'text', text })) && !field.value) field.value = text
  }

  private pressed(event: KeyboardEvent): void {
    if (!(event.target instanceof HTMLTextAreaElement) || event.key !== 'Enter' || event.shiftKey) return
    // Enter belongs to the input method while it composes.
    if (event.isComposing || event.keyCode === 229) return
    event.preventDefault()
    void this.write()
  }

  private grow(): void {
    const field = this.one<HTMLTextAreaElement>('.write textarea')
    if (!field) return
    field.rows = Math.min(4, field.value.split('\n').length)
    field.form!.classList.toggle('full', field.value.trim() !== '')
  }

  private chose(input: HTMLInputElement): void {
    const file = input.type === 'file' ? input.files?.[0] : undefined
    if (file) void this.file('image', asTaken(file))
    if (input.type === 'file') input.value = ''
  }
}

/** Only pages of a demo with a platform have one. */
export function deviceOf(config: DemoConfig, settings: Settings, put: (isOut: boolean) => void): Device | null {
  return config.phone?.people.length ? new Device(config.phone, settings, put) : null
}
