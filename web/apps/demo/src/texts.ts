// The shop's texts in both languages, and its six things; everything here is made up.
import type { ART } from './art'

export type Locale = 'zh-CN' | 'en'

export interface Product {
  art: keyof typeof ART
  price: number
  name: Record<Locale, string>
  line: Record<Locale, string>
}

export const PRODUCTS: Product[] = [
  { art: 'cup', price: 128, name: { 'zh-CN': '半釉陶杯', en: 'Half-glazed cup' }, line: { 'zh-CN': '手作粗陶，每只略有不同', en: 'Stoneware by hand, no two alike' } },
  { art: 'lamp', price: 359, name: { 'zh-CN': '和纸台灯', en: 'Paper lamp' }, line: { 'zh-CN': '2700K 暖光，三档可调', en: 'Warm 2700 K, three steps' } },
  { art: 'board', price: 198, name: { 'zh-CN': '胡桃木砧板', en: 'Walnut board' }, line: { 'zh-CN': '整木，食品级木蜡油', en: 'One piece, food-safe oil' } },
  { art: 'cloth', price: 269, name: { 'zh-CN': '亚麻桌布', en: 'Linen tablecloth' }, line: { 'zh-CN': '水洗麻，越用越软', en: 'Washed linen, softer each year' } },
  { art: 'vase', price: 168, name: { 'zh-CN': '雾青花瓶', en: 'Mist glass vase' }, line: { 'zh-CN': '口吹玻璃，高 22 厘米', en: 'Mouth-blown, 22 cm tall' } },
  { art: 'cushion', price: 149, name: { 'zh-CN': '靛蓝抱枕', en: 'Indigo cushion' }, line: { 'zh-CN': '植物染棉麻，可拆洗', en: 'Plant-dyed, cover comes off' } },
]

export interface Order {
  number: string
  product: number
  /** Steps done, of the four in `steps`. */
  done: number
}

export const ORDERS: Order[] = [
  { number: 'SG20984413', product: 4, done: 4 },
  { number: 'SG20981207', product: 5, done: 4 },
  { number: 'SG20985120', product: 1, done: 2 },
]

const zh = {
  title: '拾光 · 家用好物',
  name: '拾光',
  hint: '演示店铺：在右下角发条消息，再',
  hintLabel: '演示说明',
  desk: '打开坐席工作台',
  hintEnd: '回复它。',
  things: '好物',
  order: '查订单',
  flagship: '旗舰店',
  service: '售后',
  guest: '访客',
  /** The demo's customers as this language writes them. */
  people: {} as Record<string, string>,
  shopSwitch: '店铺',
  userSwitch: '身份',
  language: 'English',
  themeDark: '深色',
  themeLight: '浅色',
  heroFlagship: '让寻常的一天，\n有光落进来',
  leadFlagship: '六件日常用物，少一点，用久一点。',
  heroService: '用久一点，\n我们陪着',
  leadService: '裂了、少了、晚了，告诉我们，由一个人负责到底。',
  look: '看看好物',
  askUs: '问问我们',
  ask: '咨询',
  askText: (name: string) => `我想问一下「${name}」`,
  orderTitle: '订单到哪儿了',
  orderLead: '输入订单号，例如 SG20984413。',
  orderLabel: '订单号',
  orderFind: '查询',
  orderNone: '没有找到这个订单号。',
  orderAsk: '问客服',
  orderAskText: (number: string) => `帮我查一下订单 ${number}`,
  orderHelp: '对这个订单有疑问',
  steps: ['已下单', '已打包', '运输中', '已签收'],
  foot: '拾光是为演示而虚构的商店，商品与订单均不存在。',
}

const en: typeof zh = {
  title: 'Shiguang · Things for the home',
  name: 'Shiguang',
  hint: 'Demo shop: write at the lower right, then ',
  hintLabel: 'About this demo',
  desk: 'open the agent console',
  hintEnd: ' and reply.',
  things: 'Things',
  order: 'Find an order',
  flagship: 'Flagship',
  service: 'After-sales',
  guest: 'Guest',
  people: { 许青: 'Xu Qing' },
  shopSwitch: 'Shop',
  userSwitch: 'Visitor',
  language: '中文',
  themeDark: 'Dark',
  themeLight: 'Light',
  heroFlagship: 'Let some light\ninto an ordinary day',
  leadFlagship: 'Six things for every day. Fewer, and for longer.',
  heroService: 'Made to last,\nand looked after',
  leadService: 'Cracked, missing or late: tell us, and one person sees it through.',
  look: 'See the things',
  askUs: 'Ask us',
  ask: 'Ask',
  askText: (name) => `I have a question about the ${name.toLowerCase()}`,
  orderTitle: 'Where is my order',
  orderLead: 'Enter the order number, for example SG20984413.',
  orderLabel: 'Order number',
  orderFind: 'Find',
  orderNone: 'There is no order with this number.',
  orderAsk: 'Ask us',
  orderAskText: (number) => `Could you look up order ${number} for me?`,
  orderHelp: 'Ask about this order',
  steps: ['Ordered', 'Packed', 'On its way', 'Received'],
  foot: 'Shiguang is a fictional shop made for this demonstration; nothing here is for sale.',
}

export type Texts = typeof zh
export const TEXTS: Record<Locale, Texts> = { 'zh-CN': zh, en }
