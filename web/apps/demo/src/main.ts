// Start of the demo shop: draws the page, loads the widget of the chosen shop, and passes every choice on to it.
import { found, page } from './page'
import { deviceOf, type Device } from './phone/phone'
import { loadSettings, saveSettings, type Settings } from './settings'
import { ORDERS, PRODUCTS, TEXTS } from './texts'
import { demoConfig, loadWidget, parlor, type DemoConfig } from './widget'
import './shop.css'

const root = document.getElementById('shop')!
const settings = loadSettings()
let device: Device | null = null

function draw(config: DemoConfig): void {
  document.documentElement.lang = settings.locale
  document.documentElement.dataset.theme = settings.theme
  document.title = TEXTS[settings.locale].title
  root.innerHTML = page(settings, config)
  device?.draw()
}

/** The users whose signature holds for the chosen shop. */
function usersOf(config: DemoConfig): DemoConfig {
  const account = config.accounts[settings.shop]?.id
  return { ...config, users: config.users.filter((user) => !user.account || user.account === account) }
}

function choose(name: keyof Settings, value: string, config: DemoConfig): void {
  if (name === 'locale') parlor('locale', (settings.locale = value as Settings['locale']))
  else if (name === 'theme') parlor('theme', (settings.theme = value as Settings['theme']))
  else if (name === 'user') {
    settings.user = value === '' ? null : Number(value)
    parlor('logout')
    identify(config)
  } else if (name === 'shop') settings.shop = Number(value)
  saveSettings({ [name]: settings[name] })
  // Another shop is another account: a page has one widget, so the page starts over.
  if (name === 'shop') location.reload()
  else draw(config)
}

function identify(config: DemoConfig): void {
  const user = settings.user === null ? undefined : config.users[settings.user]
  if (user) parlor('identify', { payload: user.payload, signature: user.signature })
}

function act(button: HTMLElement): void {
  const t = TEXTS[settings.locale]
  if (button.dataset.act === 'open') parlor('open')
  if (button.dataset.act === 'phone') device?.toggle()
  if (button.dataset.act === 'ask') parlor('send', t.askText(PRODUCTS[Number(button.dataset.n)]!.name[settings.locale]))
  if (button.dataset.act === 'order') parlor('send', t.orderAskText(button.dataset.number!))
}

/** What the address asks for: `?order=` looks that order up, `?thing=` leads to one of the things. */
function follow(): void {
  const asked = new URLSearchParams(location.search)
  const order = asked.get('order')?.trim().slice(0, 24)
  const thing = PRODUCTS.find((product) => product.art === asked.get('thing'))
  if (order) {
    root.querySelector<HTMLInputElement>('#number')!.value = order
    root.querySelector('.found')!.innerHTML = found(order, settings, ORDERS)
    root.querySelector('#order')!.scrollIntoView({ block: 'center' })
  } else if (thing) {
    const place = document.getElementById(thing.art)!
    place.scrollIntoView({ block: 'center' })
    place.classList.add('asked')
  }
}

async function start(): Promise<void> {
  draw({ accounts: [], users: [] })
  const given = (await demoConfig()) ?? { accounts: [], users: [] }
  if (settings.shop >= given.accounts.length) settings.shop = 0
  const config = usersOf(given)
  if (settings.user !== null && settings.user >= config.users.length) settings.user = null
  draw(config)
  follow()
  root.addEventListener('click', (event) => {
    const button = (event.target as Element).closest('button')
    if (!button) return
    if (button.dataset.set) choose(button.dataset.set as keyof Settings, button.dataset.value!, config)
    else if (button.dataset.act) act(button)
  })
  root.addEventListener('submit', (event) => {
    event.preventDefault()
    const number = new FormData(event.target as HTMLFormElement).get('number') as string
    if (number.trim()) root.querySelector('.found')!.innerHTML = found(number, settings, ORDERS)
  })
  device = deviceOf(config, settings, (isOut) => {
    saveSettings({ phone: isOut })
    draw(config)
  })
  if (settings.phone || location.hash === '#phone') device?.toggle()
  const account = config.accounts[settings.shop]
  if (!account) return
  identify(config)
  parlor('theme', settings.theme)
  parlor('on', 'open', () => saveSettings({ chat: true }))
  parlor('on', 'close', () => saveSettings({ chat: false }))
  if (settings.chat) parlor('open')
  loadWidget(account.id, settings.locale)
}

void start()
