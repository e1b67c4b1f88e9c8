// The few marks that help is written with: `## ` a heading, `- ` and `1. ` lists, `**words**`, and `[[action]]` for the key that the action has now.

export type Part = { kind: 'text' | 'strong'; text: string } | { kind: 'key'; action: string }
export interface Line { kind: 'heading' | 'text'; parts: Part[] }
export interface List { kind: 'list' | 'steps'; items: Part[][] }
export type Block = Line | List

export function inline(text: string): Part[] {
  return text.split(/(\*\*[^*]+\*\*|\[\[[\w.]+\]\])/).filter(Boolean).map((piece): Part => {
    if (piece.startsWith('**')) return { kind: 'strong', text: piece.slice(2, -2) }
    if (piece.startsWith('[[')) return { kind: 'key', action: piece.slice(2, -2) }
    return { kind: 'text', text: piece }
  })
}

export function blocks(body: string): Block[] {
  const all: Block[] = []
  for (const line of body.split('\n').map((one) => one.trim()).filter(Boolean)) {
    const item = /^(- |\d+\. )(.+)$/.exec(line)
    if (line.startsWith('## ')) all.push({ kind: 'heading', parts: inline(line.slice(3)) })
    else if (item) {
      const kind = item[1] === '- ' ? 'list' : 'steps'
      const last = all.at(-1)
      if (last?.kind === kind) last.items.push(inline(item[2]!))
      else all.push({ kind, items: [inline(item[2]!)] })
    } else all.push({ kind: 'text', parts: inline(line) })
  }
  return all
}

/** As it is searched: no marks. */
export const plain = (body: string) => body.replace(/\*\*|\[\[[\w.]+\]\]|^## /gm, '')

/** Where `needle` stands, with a little around it; null where it does not. */
export function excerpt(body: string, needle: string): string | null {
  const text = plain(body).replace(/\s+/g, ' ').trim()
  const at = text.toLowerCase().indexOf(needle.toLowerCase())
  if (at < 0) return null
  const from = Math.max(0, at - 24)
  return `${from ? '…' : ''}${text.slice(from, at + needle.length + 48)}…`
}
