// A house with several doors, made up for pictures: what the API would answer, without a server behind it.
const NOW = Date.now()
const ago = (minutes) => new Date(NOW - minutes * 60_000).toISOString().replace('Z', '000Z')
const ahead = (minutes) => ago(-minutes)
const ME = 'a-lin'

/** A picture of a code; its squares mean nothing. */
const QR = (() => {
  let seed = 7
  const chance = () => (seed = (seed * 16807) % 2147483647) / 2147483647
  const squares = []
  for (let y = 0; y < 29; y += 1) for (let x = 0; x < 29; x += 1) if (!((x < 8 || x > 20) && y < 8) && !(x < 8 && y > 20) && chance() < 0.48) squares.push(`M${x + 2} ${y + 2}h1v1h-1z`)
  const eye = (x, y) => `M${x} ${y}h7v7h-7zM${x + 1} ${y + 1}v5h5v-5zM${x + 2} ${y + 2}h3v3h-3z`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 33 33" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h33v33H0z"/><path fill-rule="evenodd" d="${eye(2, 2)}${eye(24, 2)}${eye(2, 24)}${squares.join('')}"/></svg>`
})()

const photo = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><rect width="800" height="600" fill="#cfc7b8"/><path d="M230 150q20 350 170 350t170-350z" fill="#eef2f5"/><path d="M410 150l-10 60 24 40-18 60" stroke="#59636d" stroke-width="4" fill="none"/></svg>`
const file = (id, name, type, size, url, box = {}) => ({ id, name, type, size, url, width: null, height: null, ...box })

const agents = [['a-lin', '林小满', 'ready', 3], ['a-zhou', '周亦舟', 'ready', 2], ['a-he', '何静', 'break', 0]].map(([id, name, presence, load]) => ({
  id, name, email: `${id}@shiguang.example`, role: 'agent', presence, presence_reason: null, presence_since: ago(50), capacity: 8, load, locale: 'zh-CN',
}))
const brands = [{ id: 'b-shop', name: '旗舰店' }, { id: 'b-service', name: '售后' }]
const queues = [{ id: 'q', brand: 'b-shop', name: '售前咨询', waiting: 2 }]

const conversation = (id, number, name, fields = {}) => ({
  id, number, brand: 'b-shop', customer: { id: `cu-${id}`, name }, place: 'agent', queue: 'q', owner: ME, offer: null, pending_until: null, waiting_since: null,
  opened_at: ago(40), updated_at: ago(1), closed_at: null, last_seq: 9, last_message: null, channels: ['webchat'], tags: [], unread: 0, read_seq: 9, merged_into: null, version: 3, ...fields,
})
const said = (seq, kind, text, minutes, direction = 'in') => ({ seq, direction, author: direction === 'in' ? 'customer' : 'agent', kind, text, at: ago(minutes) })
const conversations = [
  conversation('c1', 1042, '李建国', { channels: ['webchat', 'wechat'], tags: ['退换货'], waiting_since: ago(0.6), last_seq: 21, read_seq: 21, last_message: said(20, 'location', '', 1) }),
  conversation('c2', 1043, '王敏', { channels: ['wechat'], waiting_since: ago(1.4), last_message: said(9, 'voice', '', 2), unread: 1, read_seq: 8 }),
  conversation('c3', 1039, null, { channels: ['miniprogram'], last_message: said(9, 'text', '好的，等你们消息', 9) }),
  conversation('c4', 1031, '陈思远', { last_message: said(9, 'text', '谢谢，已经收到了', 25, 'out') }),
  conversation('c5', 1029, '赵雅琴', { channels: ['wechat'], last_seq: 9, last_message: said(9, 'link', '', 3, 'out') }),
  conversation('c0', 1040, '李建国', { place: 'closed', owner: null, merged_into: 'c1', channels: ['wechat'], closed_at: ago(16), last_seq: 4, read_seq: 4 }),
]

const who = { in: { kind: 'customer', id: 'cu-c1', name: '李建国' }, out: { kind: 'agent', id: ME, name: '林小满' }, note: { kind: 'agent', id: ME, name: '林小满' }, event: { kind: 'system', id: null, name: null } }
let count = 0
const message = (conv, seq, direction, minutes, fields = {}) => ({
  id: `m${(count += 1)}`, conversation: conv, seq, leg: 'l-web', channel: 'webchat', direction, author: who[direction], kind: direction === 'event' ? 'event' : 'text', text: '', attachments: [], form: null, event: null,
  client_id: null, receipt: direction === 'out' ? 'read' : null, settled: direction === 'in' ? 'replied' : null, awaited: [], card: null, said_at: null, failed: null, moved_to: null, at: ago(minutes), ...fields,
})
const wx = { leg: 'l-wx', channel: 'wechat' }
const happened = (event) => ({ kind: 'event', event })

const threads = {
  c1: [
    message('c1', 1, 'event', 40, happened({ kind: 'conversation.opened', channel: 'webchat' })),
    message('c1', 2, 'event', 40, happened({ kind: 'conversation.assigned', agent: ME, agent_name: '林小满', how: 'offer' })),
    message('c1', 3, 'in', 39, { text: '你好，上周买的净水器左下角漏水，屏幕也有一条裂痕' }),
    message('c1', 4, 'out', 38, { text: '给您添麻烦了，方便拍一张照片发到公众号吗？不用重新排队。' }),
    message('c1', 5, 'event', 38, happened({ kind: 'invite.made', channel: 'wechat', by_name: '林小满' })),
    message('c0', 1, 'in', 20, { ...wx, text: '在吗，净水器坏了', said_at: ago(21) }),
    message('c0', 2, 'in', 19, { ...wx, attachments: [file('f1', '裂痕.jpg', 'image/jpeg', 181_234, '/files/photo.svg', { width: 800, height: 600 })], kind: 'image', said_at: ago(20) }),
    message('c1', 6, 'event', 16, happened({ kind: 'conversation.absorbed', conversation: 'c0', number: 1040, by_name: null, reason: 'unionid' })),
    message('c1', 7, 'event', 16, happened({ kind: 'leg.joined', channel: 'wechat' })),
    message('c1', 8, 'in', 15, { ...wx, kind: 'voice', attachments: [file('f2', '语音.mp3', 'audio/mpeg', 24_000, '/files/voice.wav')], said_at: ago(15.2) }),
    message('c1', 9, 'in', 14, { ...wx, kind: 'voice', attachments: [file('f3', '语音.amr', 'audio/amr', 9_800, '/files/voice.amr')] }),
    message('c1', 10, 'out', 12, { ...wx, text: '照片收到了。这种情况可以直接换新，我安排上门取件。', receipt: 'sent' }),
    message('c1', 11, 'in', 9, { ...wx, kind: 'location', card: { kind: 'location', latitude: '22.540503', longitude: '113.934528', label: '深圳市南山区科技园科苑路 15 号' } }),
    message('c1', 12, 'in', 8, { ...wx, kind: 'link', card: { kind: 'link', title: '净水器 AQ-3 使用说明', description: '安装、换芯与常见问题', url: 'https://shop.example/manual/aq3', picture: 'https://img.shop.example/aq3.jpg' } }),
    message('c1', 13, 'in', 7, { ...wx, kind: 'link', card: { kind: 'applet', title: '我的订单 SO-20984413', app_id: 'wx0', path: 'pages/order/detail' } }),
    message('c1', 14, 'in', 6, { ...wx, kind: 'unsupported' }),
    message('c1', 15, 'event', 6, happened({ kind: 'leg.pressed', channel: 'wechat', key: '售后服务' })),
    message('c1', 16, 'out', 5, { ...wx, text: '取件员大约 14:30 到，保修卡麻烦一起放进箱子里。', receipt: 'in_doubt' }),
    message('c1', 17, 'out', 4, { ...wx, text: '这是换新的说明文件。', receipt: 'failed', failed: { fault: 'window', why: '45015 response out of time limit' } }),
    message('c1', 18, 'note', 3, { text: '仓库还有 12 只同色，已锁一只。' }),
    message('c1', 19, 'in', 2, { ...wx, kind: 'image', awaited: [{ kind: 'image', failed: null }], settled: null }),
    message('c1', 20, 'in', 1, { ...wx, kind: 'video', awaited: [{ kind: 'video', failed: '文件超过 25 MB' }], settled: null }),
    message('c1', 21, 'in', 0.6, { ...wx, text: '旧的需要我先拆下来吗？', settled: null }),
  ],
  c5: [
    message('c5', 1, 'event', 40, happened({ kind: 'conversation.opened', channel: 'wechat' })),
    message('c5', 2, 'in', 30, { ...wx, text: '换芯怎么弄？', author: { kind: 'customer', id: 'x', name: '赵雅琴' } }),
    message('c5', 3, 'out', 29, { ...wx, kind: 'link', receipt: 'sent', card: { kind: 'link', title: '净水器 AQ-3 换芯图解', description: '三步完成，不需要工具', url: 'https://shop.example/manual/aq3-filter', picture: 'https://img.shop.example/aq3.jpg' } }),
    message('c5', 4, 'out', 28, { ...wx, kind: 'link', receipt: 'sent', card: { kind: 'menu', head: '这样解决了吗？', items: [{ id: '1', text: '已经解决' }, { id: '2', text: '还是不行，请工程师上门' }, { id: '3', text: '我想换一台' }], tail: '点一下就能回复' } }),
    message('c5', 5, 'in', 20, { ...wx, text: '已经解决', author: { kind: 'customer', id: 'x', name: '赵雅琴' } }),
    message('c5', 6, 'out', 12, { ...wx, kind: 'link', receipt: 'sent', text: '这是您的会员礼，结账时出示。', card: { kind: 'material', of: 'wxcard', id: 'pFS7Fjg8kV1IdDz01r4SQwMkuCKc', title: '老客户满 300 减 30' } }),
    message('c5', 7, 'out', 8, { ...wx, kind: 'link', receipt: 'sent', card: { kind: 'material', of: 'mpnewsarticle', id: 'vZJd3AfCqLwRt0g1Zl6yTQ', title: '夏天怎么养护净水器' } }),
    message('c5', 8, 'out', 5, { ...wx, kind: 'link', receipt: 'sent', card: { kind: 'music', title: '清晨的水声', description: '拾光电台第 12 期', url: 'https://radio.example/12.mp3' } }),
    message('c5', 9, 'out', 3, { ...wx, kind: 'link', receipt: 'failed', failed: { fault: 'content', why: '45008 article size out of limit' }, card: { kind: 'applet', title: '我的订单 SO-20984413', app_id: 'wx0', path: 'pages/order/detail?id=20984413' } }),
  ],
  c3: [
    message('c3', 1, 'event', 40, happened({ kind: 'conversation.opened', channel: 'miniprogram' })),
    message('c3', 2, 'in', 30, { channel: 'miniprogram', leg: 'l-app', text: '订单 8812 什么时候发货', author: { kind: 'customer', id: 'x', name: null } }),
    message('c3', 3, 'in', 28, { moved_to: 'c4' }), message('c3', 4, 'out', 27, { moved_to: 'c4' }),
    message('c3', 5, 'event', 20, happened({ kind: 'conversation.split', conversation: 'c4', number: 1031, by_name: '周亦舟' })),
    message('c3', 9, 'in', 9, { channel: 'miniprogram', leg: 'l-app', text: '好的，等你们消息', author: { kind: 'customer', id: 'x', name: null } }),
  ],
}
const leg = (id, conv, channel, name, fields = {}) => ({
  id, conversation: conv, account: `ac-${channel}`, account_name: name, channel, mode: 'live', open: true, address: '', joined_at: ago(30), default: false, window: null,
  text_limit: 10_000, text_unit: 'characters', media: [{ prefix: '', most: 26_214_400 }], cards: [], templates: false, ...fields,
})
const CARDS = ['link', 'menu', 'applet', 'music', 'mpnews', 'mpnewsarticle', 'wxcard']
const IMAGES = [{ prefix: 'image/', most: 10_485_760 }, { prefix: 'audio/', most: 2_097_152 }, { prefix: 'video/mp4', most: 10_485_760 }]
const wechatLeg = (conv, window) => leg('l-wx', conv, 'wechat', '拾光旗舰店', { default: true, window, text_limit: 2_048, text_unit: 'bytes', media: IMAGES, cards: CARDS, templates: true })
const legs = {
  c1: [leg('l-web', 'c1', 'webchat', '官网客服'), wechatLeg('c1', { kind: 'message', expires_at: ahead(47 * 60 + 12), remaining: 4 })],
  c2: [leg('l-web', 'c2', 'webchat', '官网客服'), wechatLeg('c2', { kind: 'message', expires_at: ago(3), remaining: 2 })],
  c3: [leg('l-app', 'c3', 'miniprogram', '拾光小程序', { default: true, window: { kind: 'message', expires_at: ahead(41), remaining: 1 }, media: IMAGES.slice(0, 1), text_limit: 2_048, text_unit: 'bytes', cards: ['link', 'page'] })],
  c4: [leg('l-web', 'c4', 'webchat', '官网客服', { default: true })],
  c5: [wechatLeg('c5', { kind: 'message', expires_at: ahead(47 * 60), remaining: 5 })],
}

const identity = (id, kind, value, fields = {}) => ({ id, kind, value, verified: true, class: 'personal', evidence: 'first_contact', strength: 'exact', since: ago(9_000), ...fields })
const merge = (id, winner, loser, fields = {}) => ({ id, winner: { id: `w${id}`, name: winner }, loser: { id: `l${id}`, name: loser }, evidence: 'unionid', strength: 'strong', by: null, at: ago(16), undone_at: null, undone_by: null, identities: 2, conversations: 1, ...fields })
const merges = [
  merge('1', '李建国', '微信用户 8f2c'), merge('2', '王敏', null, { evidence: 'agent', by: { id: 'a-zhou', name: '周亦舟' }, at: ago(190), identities: 1, conversations: 2 }),
  merge('3', '赵雅琴', '赵女士', { evidence: 'phone', at: ago(2_000), undone_at: ago(1_900), undone_by: { id: ME, name: '林小满' } }),
]
const customer = (id, name) => ({
  id, name, phone: '138****2046', email: null, remark: '老客户，喜欢下午联系', locale: 'zh-CN', created_at: ago(300_000), attributes: { 会员等级: 'VIP 3' }, page: null, conversations_count: 6, company: { id: 'co', name: '拾光生活用品（深圳）' },
  identities: [
    identity('i1', 'phone', '138****2046', { evidence: 'external_id', strength: 'strong' }), identity('i2', 'wechat', 'oLx2…9f2c', { evidence: 'unionid', strength: 'strong', since: ago(16) }),
    identity('i3', 'external_id', '20984413', { evidence: 'external_id' }), identity('i4', 'phone', '0755-8***-2200', { class: 'shared', verified: false, evidence: 'phone', strength: 'weak' }), identity('i5', 'visitor', '0f…'),
  ],
  merges: merges.slice(0, 1),
})
const suggestions = [
  { id: 's1', customers: [{ id: 'cu-c1', name: '李建国', channels: ['webchat', 'wechat'], last_at: ago(1), open: 1042 }, { id: 'cu-z', name: '李先生', channels: ['miniprogram'], last_at: ago(6_000), open: null }], reason: 'phone', detail: '138****2046', state: 'open', at: ago(12) },
  { id: 's2', customers: [{ id: 'cu-y', name: '黄晓彤', channels: ['webchat'], last_at: ago(90), open: null }, { id: 'cu-x', name: null, channels: ['wechat'], last_at: ago(30), open: 1038 }], reason: 'last_four_digits', detail: '…7731', state: 'open', at: ago(31) },
]
const preview = {
  winner: { id: 'cu-c1', name: '李建国' }, loser: { id: 'cu-z', name: '李先生' }, identities: [identity('i8', 'miniprogram', 'oAp1…77aa'), identity('i9', 'phone', '138****2046', { verified: false })],
  conversations: [{ brand: 'b-shop', number: 1036, into: 1042, owner: { id: 'a-zhou', name: '周亦舟' } }, { brand: 'b-service', number: 988, into: null, owner: null }], warnings: ['both_active'],
}
const links = [{ identity: 'i2', kind: 'wechat', value: 'oLx2…9f2c', from: { id: 'l', name: '微信用户 8f2c' }, to: { id: 'cu-c1', name: '李建国' }, evidence: 'unionid', strength: 'strong', by: null, at: ago(16) }, { identity: 'i3', kind: 'external_id', value: '20984413', from: null, to: { id: 'cu-c1', name: '李建国' }, evidence: 'external_id', strength: 'exact', by: null, at: ago(300_000) }]

const delivery = (id, state, name, text, fields = {}) => ({
  id, state, conversation: 'c1', conversation_number: 1042, customer: { id: 'cu', name }, brand: 'b-shop', account: 'ac-wechat', channel: 'wechat', message: 'm', seq: 3, text, attempts: 3, fault: null, error: null, first_at: ago(14), next_at: null, ...fields,
})
const deliveries = {
  in_doubt: [delivery('d1', 'in_doubt', '李建国', '取件员大约 14:30 到，保修卡麻烦一起放进箱子里。', { attempts: 1, error: 'no answer within 10 s after the request was written' })],
  dead: [
    delivery('d2', 'dead', '李建国', '这是换新的说明文件。', { fault: 'window', error: '45015 response out of time limit' }),
    delivery('d3', 'dead', '王敏', '您的退款已经原路退回，预计三个工作日到账，请留意银行通知。', { fault: 'recipient', error: '43004 require subscribe', first_at: ago(320) }),
    delivery('d4', 'dead', null, '发票已开好', { fault: 'account', channel: 'miniprogram', error: '40164 invalid ip 10.2.0.7, not in whitelist', brand: 'b-service' }),
    delivery('d5', 'dead', '郑一鸣', '', { fault: 'provider', attempts: 12, error: '503 for 2 d', first_at: ago(2_900) }),
  ],
  queued: [delivery('d6', 'queued', '吴海', '我去问一下仓库，稍后回您', { attempts: 4, next_at: ahead(2), error: 'connect timed out' })],
}

const WEBCHAT = '0193f2aa-77c1-7d04-9c1e-5b8a2f60d3e7'
const health = (state, fields = {}) => ({ state, last_in_at: ago(1), last_out_at: ago(4), last_error_at: null, error: null, queued: 0, oldest_queued_at: null, in_doubt: 0, dead: 0, ...fields })
const account = (id, kind, brand, name, fields = {}) => ({ id, kind, brand, name, state: 'active', settings: {}, webhook_path: null, health: health('ok'), ...fields })
const accounts = [
  account(WEBCHAT, 'webchat', 'b-shop', '官网客服', { settings: { color: '#1d5fbf' } }),
  account('ac-wechat', 'wechat', 'b-shop', '拾光旗舰店', { webhook_path: '/hooks/wechat/9b1e0f7c2a4d4f0d9d3c', settings: { app_id: 'wxb11529c136998cb6', secret: '***', token: '***', aes_key: '***', mode: 'safe' }, health: health('failing', { queued: 3, oldest_queued_at: ago(7), in_doubt: 1, dead: 2, error: '40164 invalid ip 10.2.0.7, not in whitelist', last_error_at: ago(2) }) }),
  account('ac-miniprogram', 'miniprogram', 'b-service', '拾光小程序', { webhook_path: '/hooks/miniprogram/1', health: health('resting', { error: 'connect timed out', last_error_at: ago(1), queued: 12, oldest_queued_at: ago(9) }) }),
  account('ac-old', 'wechat', 'b-service', '售后公众号（旧）', { state: 'disabled', health: health('unused', { last_in_at: null, last_out_at: null }) }),
]
const text = (zh, en) => ({ 'zh-CN': zh, en })
const setting = (key, title, help, type, required, choices = []) => ({ key, title, help, type, required, default: choices[0]?.value ?? '', choices, advanced: false })
const choice = (value, zh, en) => ({ value, title: text(zh, en) })
const advanced = (key, zh, en, type, preset = '') => ({ ...setting(key, text(zh, en), text('平台规则变化时再改', 'Change it when the provider changes its rule'), type, false), default: preset, advanced: true })
const kind = (name, title, fields) => ({
  kind: name, title, hosted: false, text_limit: 2_048, text_unit: 'bytes', media: IMAGES, cards: CARDS, hears: ['text', 'image', 'voice', 'video', 'location', 'link', 'unsupported'], receipts: false, typing: true, window: true, templates: true, invites: true, rate: 50, mode: 'live', guide: [], settings: [], ...fields,
})
const kinds = [
  kind('webchat', text('网页聊天', 'Web chat'), { hosted: true, text_limit: 10_000, text_unit: 'characters', media: [{ prefix: '', most: 26_214_400 }], cards: [], receipts: true, window: false, templates: false, hears: ['text', 'image', 'file', 'form'], settings: [setting('color', text('主题色', 'Colour'), text('按钮与标题的颜色', 'Of the button and the title'), 'color', true), setting('origins', text('允许的网站', 'Allowed sites'), text('一行一个，例如 https://shop.example', 'One per line'), 'origins', false)] }),
  kind('wechat', text('微信公众号', 'WeChat official account'), { settings: [
    setting('app_id', text('AppID', 'AppID'), text('公众号后台「设置与开发」里的开发者 ID', 'Developer ID at the provider'), 'text', true), setting('secret', text('AppSecret', 'AppSecret'), text('只保存，不再显示', 'Stored, never shown again'), 'secret', true),
    setting('token', text('Token', 'Token'), text('与公众号后台填写的一致', 'The same as at the provider'), 'secret', true), setting('aes_key', text('EncodingAESKey', 'EncodingAESKey'), text('43 位；明文模式可不填', '43 characters'), 'secret', false),
    setting('mode', text('消息加解密方式', 'Encryption'), text('建议安全模式', 'Safe mode is best'), 'choice', true, [choice('safe', '安全模式（推荐）', 'Safe (recommended)'), choice('compatible', '兼容模式', 'Compatible'), choice('plain', '明文模式', 'Plain text')]),
    advanced('message_replies', '客户发消息后可回条数', 'Replies after a message', 'number', '5'), advanced('message_hours', '客户发消息后可回小时数', 'Hours to reply after a message', 'number', '48'), advanced('base_url', '接口地址', 'API address', 'url', 'https://api.weixin.qq.com') ],
  guide: [
    text('登录 https://mp.weixin.qq.com，进入“设置与开发 → 基本配置”（新版叫“开发接口管理”）。', 'Sign in at https://mp.weixin.qq.com and open 设置与开发 → 基本配置 (开发接口管理 in the newer layout).'),
    text('抄下 AppID；生成 AppSecret（只显示一次）；把本服务器的公网 IP 填进“IP 白名单”。', 'Copy the AppID; make an AppSecret (shown once); put the public address of this server into IP 白名单.'),
    text('自拟 Token（3–32 个字母或数字），EncodingAESKey 用后台“随机生成”的 43 个字符；与这里填的要一致。', 'Make up a Token (3 to 32 letters or digits) and let the page generate the EncodingAESKey (43 characters); enter the same here.'),
    text('在这里保存，得到回调地址；填进“服务器配置”的 URL，选“安全模式”，提交并启用。', 'Save here to get the webhook address; enter it as URL in 服务器配置, choose 安全模式, submit and switch it on.') ] }),
  kind('miniprogram', text('微信小程序客服', 'WeChat mini program'), { media: IMAGES.slice(0, 1), cards: ['link', 'applet'], templates: false, hears: ['text', 'image', 'link'] }),
]
const unparsed = [{ id: 'u1', account: 'ac-wechat', channel: 'wechat', brand: 'b-shop', reason: 'MsgType "channels_live" is none that we know', size: 812, received_at: ago(22), tried_at: ago(4) }]
const jobs = [{ id: 'j1', kind: 'media.fetch', about: '0193f2aa-77c1', attempts: 7, error: '40007 invalid media_id', created_at: ago(900), dead_at: ago(40) }]

export const house = (role) => ({
  ME, ago, ahead, agents, brands, queues, conversations, threads, legs, customer, merges, suggestions, preview, links, deliveries, accounts, kinds, unparsed, jobs, QR, photo,
  session: { agent: { ...agents[0], role }, csrf: 'c', tenant: { id: 't', name: '拾光' }, brands, expires_at: ahead(600) },
})
