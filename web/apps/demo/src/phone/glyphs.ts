// The phone's line icons, drawn on a 24 grid.
const icon = (path: string): string => `<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">${path}</svg>`

export const GLYPHS = {
  back: icon('<path d="M14.5 5 8 12l6.5 7"/>'),
  close: icon('<path d="M6 6l12 12M18 6 6 18"/>'),
  plus: icon('<circle cx="12" cy="12" r="9"/><path d="M12 8v8M8 12h8"/>'),
  scan: icon('<path d="M4 8V5.5A1.5 1.5 0 0 1 5.5 4H8M16 4h2.5A1.5 1.5 0 0 1 20 5.5V8M20 16v2.5a1.5 1.5 0 0 1-1.5 1.5H16M8 20H5.5A1.5 1.5 0 0 1 4 18.5V16M4 12h16"/>'),
  person: icon('<circle cx="12" cy="8" r="3.6"/><path d="M5 20c.6-4 3.3-6 7-6s6.4 2 7 6"/>'),
  photo: icon('<rect x="3.5" y="5" width="17" height="14" rx="2"/><circle cx="9" cy="10" r="1.6"/><path d="m4 17 5-4 3.5 2.5 4-4.5 4 5"/>'),
  voice: icon('<rect x="9" y="3.5" width="6" height="11" rx="3"/><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v2.5"/>'),
  place: icon('<path d="M12 21c4.5-5 7-8.3 7-11.5A7 7 0 0 0 5 9.5C5 12.7 7.5 16 12 21z"/><circle cx="12" cy="9.5" r="2.4"/>'),
  card: icon('<rect x="4.5" y="3.5" width="15" height="17" rx="2"/><path d="M8 13h8M8 16.5h5M8 7h8v3H8z"/>'),
  waves: icon('<path d="M8 10.5a2.5 2.5 0 0 1 0 3M11.5 8a6 6 0 0 1 0 8M15 5.5a9.5 9.5 0 0 1 0 13"/>'),
  phone: icon('<rect x="7" y="2.5" width="10" height="19" rx="2.4"/><path d="M11 18.5h2"/>'),
  fault: icon('<circle cx="12" cy="12" r="9"/><path d="M12 7.5v5.5M12 16.3v.1"/>'),
}
