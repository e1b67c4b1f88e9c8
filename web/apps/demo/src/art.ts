// The shop's pictures, drawn for it: flat shapes, one light from the left, few colours that hold on paper and in the dark.

/** Colours of the things themselves; the ground they stand on belongs to the theme. */
const C = {
  clay: '#b5673f', clayDark: '#95512f', glaze: '#ece3d4', glazeShade: '#d8cbb7', ink: '#39332c',
  linen: '#d9cdb8', linenDark: '#c4b598', sage: '#8a9678', sageDark: '#6f7c5f', walnut: '#7d5a41', walnutDark: '#634530', walnutLight: '#92694c',
  paper: '#f4e7cd', paperShade: '#e6d3b0', glass: '#b9ccc8', glassDark: '#9db5b0', rust: '#c08456', indigo: '#5c6c86',
}

const shadow = (x: number, y: number, rx: number): string => `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${Math.round(rx * 0.09)}" fill="#000" opacity=".1"/>`

const cup = `
  <path d="M203 132c44-8 62 16 54 46-7 26-34 38-66 36l4-18c22 1 37-6 41-22 4-17-8-27-35-24z" fill="${C.glazeShade}"/>
  <path d="M92 112h120l-9 104c-2 17-14 26-30 26h-42c-16 0-28-9-30-26z" fill="${C.glaze}"/>
  <path d="M176 112h36l-9 104c-2 17-14 26-30 26h-14c14-30 17-82 17-130z" fill="${C.glazeShade}"/>
  <path d="M97 172c26 12 62-8 110 4l-4 40c-2 17-14 26-30 26h-42c-16 0-28-9-30-26z" fill="${C.clay}"/>
  <path d="M172 171c13 0 23 2 35 5l-4 40c-2 17-14 26-30 26h-14c9-20 12-44 13-71z" fill="${C.clayDark}"/>
  <ellipse cx="152" cy="112" rx="60" ry="11" fill="${C.glazeShade}"/><ellipse cx="152" cy="113" rx="53" ry="8" fill="${C.clayDark}"/>
  <g fill="${C.clay}" opacity=".6"><circle cx="118" cy="140" r="1.6"/><circle cx="140" cy="152" r="1.3"/><circle cx="160" cy="136" r="1.6"/><circle cx="132" cy="131" r="1"/><circle cx="183" cy="150" r="1.3"/></g>`

const cloth = `
  <path d="M70 214c0-10 6-16 16-16h148c10 0 16 6 16 16v22H70z" fill="${C.linenDark}"/>
  <path d="M66 178c0-10 6-16 16-16h156c10 0 16 6 16 16v26H66z" fill="${C.linen}"/>
  <path d="M74 144c0-10 6-16 16-16h140c10 0 16 6 16 16v24H74z" fill="${C.sage}"/>
  <path d="M92 116c0-9 6-14 14-14h112c10 0 16 5 16 14v16H92z" fill="${C.linen}"/>
  <path d="M218 102c10 0 16 5 16 14v16h-30c14-2 18-20 14-30zM230 128c10 0 16 6 16 16v24h-30c14-4 20-28 14-40z" fill="#000" opacity=".07"/>
  <g stroke="${C.clay}" stroke-width="2" opacity=".75"><path d="M66 184h188M66 190h188M92 124h142"/></g>
  <g stroke="${C.linenDark}" stroke-width="2"><path d="M88 236v8m12-8v8m12-8v8m12-8v8m12-8v8m12-8v8m12-8v8m12-8v8m12-8v8m12-8v8m12-8v8m12-8v8m12-8v8"/></g>`

const board = `
  <g transform="rotate(9 160 160)"><path d="M112 92c0-12 8-20 20-20h8V50c0-10 8-17 20-17s20 7 20 17v22h8c12 0 20 8 20 20v136c0 12-8 20-20 20h-56c-12 0-20-8-20-20z" fill="${C.walnut}"/>
  <path d="M190 72c11 1 18 9 18 20v136c0 12-8 20-20 20h-14c14-50 18-120 16-176z" fill="${C.walnutDark}"/>
  <circle cx="160" cy="53" r="7" fill="${C.walnutDark}"/>
  <g fill="none" stroke="${C.walnutLight}" stroke-width="2" stroke-linecap="round"><path d="M128 92c6 40-4 84 2 138M142 86c5 52-6 96 0 148M158 92c3 30 8 62 2 90m-3 16c-1 12 0 24 1 34M174 96c2 40-3 84-2 118"/></g></g>`

const lamp = `
  <path d="M156 214h8v26h-8z" fill="${C.ink}"/><rect x="122" y="236" width="76" height="8" rx="4" fill="${C.ink}"/>
  <path d="M160 64c50 0 78 34 78 76s-28 76-78 76-78-34-78-76 28-76 78-76z" fill="${C.paper}"/>
  <path d="M176 66c40 6 62 37 62 74 0 38-23 70-64 75 26-34 30-110 2-149z" fill="${C.paperShade}"/>
  <g fill="none" stroke="${C.rust}" stroke-width="1.4" opacity=".55"><path d="M118 78c26 6 58 6 84 0M96 98c38 9 90 9 128 0M85 120c44 10 106 10 150 0M82 142c46 10 110 10 156 0M86 164c44 9 104 9 148 0M97 186c38 8 88 8 126 0M118 204c26 5 58 5 84 0"/></g>
  <rect x="140" y="58" width="40" height="8" rx="4" fill="${C.ink}"/><rect x="140" y="212" width="40" height="7" rx="3.5" fill="${C.ink}"/>`

const vase = `
  <g fill="none" stroke="${C.walnutDark}" stroke-width="3" stroke-linecap="round"><path d="M158 150c-4-40 4-72 26-104M164 96c-10-14-22-22-36-28M170 74c12-8 22-12 34-14"/></g>
  <g fill="${C.sage}"><path d="M184 46c-16-2-20-14-16-26 13 4 19 14 16 26zM128 68c-14 4-24-4-28-16 14-3 25 4 28 16zM204 60c6-13 18-16 30-12-4 12-16 18-30 12zM150 84c-12 6-23 1-29-9 13-6 24-2 29 9z"/></g>
  <g fill="${C.sageDark}"><path d="M172 72c14-4 18-15 14-26-12 5-17 15-14 26zM163 112c-14 0-22-9-22-21 13 0 21 9 22 21zM164 104c10-10 22-9 31-1-9 10-21 10-31 1z"/></g>
  <path d="M140 128h40l-4 30c26 12 40 30 38 52-2 22-20 34-54 34s-52-12-54-34c-2-22 12-40 38-52z" fill="${C.glass}" opacity=".92"/>
  <path d="M112 200c16 8 80 8 96 0 3 27-13 38-48 38s-51-11-48-38z" fill="${C.glassDark}" opacity=".75"/>
  <path d="M150 132c-2 16-1 24 0 32-20 12-30 26-28 44" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" opacity=".55"/>`

const cushion = `
  <path d="M70 96c30 8 150 8 180 0 6-2 10 2 8 8-10 36-10 84 0 120 2 6-2 10-8 8-30-8-150-8-180 0-6 2-10-2-8-8 10-36 10-84 0-120-2-6 2-10 8-8z" fill="${C.indigo}"/>
  <path d="M250 96c6-2 10 2 8 8-10 36-10 84 0 120 2 6-2 10-8 8-12-3-38-5-66-6 40-30 52-88 36-126 13-1 24-2 30-4z" fill="#000" opacity=".12"/>
  <g fill="none" stroke="${C.linen}" stroke-width="3" opacity=".85"><path d="M112 101c4 40 4 88 0 126M124 102c4 40 4 86 0 124M196 102c-4 40-4 86 0 124M208 101c-4 40-4 88 0 126"/></g>
  <path d="M154 156l6-9 6 9 9 6-9 6-6 9-6-9-9-6z" fill="${C.linen}" opacity=".85"/>`

const tile = (thing: string, y: number, rx: number): string => `<svg viewBox="40 20 240 250" aria-hidden="true">${shadow(160, y, rx)}${thing}</svg>`

export const ART = {
  cup: tile(cup, 244, 74),
  cloth: tile(cloth, 244, 104),
  board: tile(board, 250, 66),
  lamp: tile(lamp, 246, 60),
  vase: tile(vase, 245, 70),
  cushion: tile(cushion, 240, 96),
}

const put = (thing: string, x: number, y: number, size: number): string => `<g transform="translate(${x} ${y}) scale(${size})">${thing}</g>`

/** A table in the afternoon. */
export const HERO = `<svg viewBox="0 0 720 520" aria-hidden="true" preserveAspectRatio="xMidYMax slice">
  <path class="light" d="M60 0h210l150 400H190z"/><path class="light" d="M310 0h120l150 400H450z"/>
  <path class="wall" d="M0 398h720v122H0z"/><path class="edge" d="M0 396h720v5H0z"/>
  ${shadow(206, 452, 150)}${shadow(454, 432, 92)}${shadow(590, 470, 84)}
  ${put(lamp, -18, 30, 1.72)}${put(vase, 294, 124, 1.26)}${put(cup, 456, 258, 0.88)}
  <g transform="translate(300 428)"><path d="M0 12C0 4 6 0 14 0h108c8 0 14 4 14 12v16H0z" fill="${C.sage}"/><path d="M6-12C6-20 12-24 20-24h96c8 0 14 4 14 12V2H6z" fill="${C.linen}"/><path d="M0 20h136" stroke="${C.linen}" stroke-width="2"/></g>
</svg>`

export const MARK = `<svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true"><path d="M6 20a10 10 0 0 1 20 0z" fill="${C.clay}"/><path d="M4 24h24" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/></svg>`
