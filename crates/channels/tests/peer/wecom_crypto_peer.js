// The other side of sealed pushes, by the provider's own @wecom/crypto (npm, 1.0.1): something we did not write.
//
//   node wecom_crypto_peer.js make SEED COUNT   a push a line, as JSON: secrets, query, body, and what it says
//   node wecom_crypto_peer.js open FILE         for each line of FILE, an answer of ours, what it says
//
// Installation: npm install @wecom/crypto@1.0.1, and NODE_PATH leading to that node_modules.
const fs = require('node:fs')
const { encrypt, decrypt, getSignature } = require('@wecom/crypto')

const NOW = 1_800_000_000
const LETTERS = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789']
const WORDS = [...LETTERS, ...'杯子碎了怎么办你好退款，。？！ <&"\'{}\\/\n🍵é']

/** Numbers from a seed: mulberry32. */
function chance (seed) {
  return (most) => {
    seed = (seed + 0x6d2b79f5) | 0
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most
  }
}

function vector (next, number) {
  const some = (letters, length) => Array.from({ length }, () => letters[next(letters.length)]).join('')
  const [token, key, app] = [some(LETTERS, 3 + next(30)), some(LETTERS, 43), 'wx' + some(LETTERS, 16)]
  const [from, nonce, stamp] = ['o' + some(LETTERS, 27), some(LETTERS, 9), String(NOW - (number % 600))]
  const text = 'x' + some(WORDS, next([5, 60, 900][number % 3])) + 'x'
  const json = number % 2 === 1
  const said = { ToUserName: 'gh_x', FromUserName: from, CreateTime: NOW, MsgType: 'text', Content: text, MsgId: some([...'123456789'], 18) }
  const fields = Object.entries(said).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
  const sealed = encrypt(key, json ? JSON.stringify(said) : `<xml>${fields.join('\n')}</xml>`, app)
  const body = json
    ? JSON.stringify({ ToUserName: 'gh_x', Encrypt: sealed })
    : `<xml><ToUserName><![CDATA[gh_x]]></ToUserName><Encrypt><![CDATA[${sealed}]]></Encrypt></xml>`
  const query = new URLSearchParams({ timestamp: stamp, nonce, openid: from, encrypt_type: 'aes', msg_signature: getSignature(token, stamp, nonce, sealed) })
  return { token, key, app, query: query.toString(), body, from, text, json }
}

function opened (line) {
  const { token, key, app, body } = JSON.parse(line)
  const part = (name, of) => new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([^]*?)(?:\\]\\]>)?</${name}>`).exec(of)[1]
  const sealed = part('Encrypt', body)
  if (getSignature(token, part('TimeStamp', body), part('Nonce', body), sealed) !== part('MsgSignature', body)) throw new Error('signature')
  const { message, id } = decrypt(key, sealed)
  if (id !== app) throw new Error('receiver')
  return { text: part('Content', message), to: part('ToUserName', message) }
}

const [what, first, second] = process.argv.slice(2)
if (what === 'make') {
  const next = chance(Number(first))
  for (let number = 0; number < Number(second); number++) console.log(JSON.stringify(vector(next, number)))
} else {
  for (const line of fs.readFileSync(first, 'utf8').split('\n').filter(Boolean)) console.log(JSON.stringify(opened(line)))
}
