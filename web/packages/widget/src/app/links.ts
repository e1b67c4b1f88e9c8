// Addresses in a text become links; everything else stays text.

export interface Piece {
  text: string
  href: string | null
}

// Chinese punctuation and brackets end an address; trailing ASCII punctuation belongs to the sentence.
const ADDRESS = /https?:\/\/[^\s<>"'，。；：！？、（）【】《》“”]+/gi
const TAIL = /[.,;:!?)\]}]+$/

/** Splits a text; only http and https ever become a link. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = []
  let from = 0
  for (const match of text.matchAll(ADDRESS)) {
    const href = match[0].replace(TAIL, '')
    if (match.index > from) found.push({ text: text.slice(from, match.index), href: null })
    found.push({ text: href, href })
    from = match.index + href.length
  }
  if (from < text.length) found.push({ text: text.slice(from), href: null })
  return found
}
