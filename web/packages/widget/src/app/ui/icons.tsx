// The widget's icons: 24 px grid, one stroke width, drawn in the text colour.

const PATHS = {
  down: 'm6 9.5 6 6 6-6',
  close: 'M6.5 6.5l11 11m0-11-11 11',
  clip: 'm20 11.5-7.9 7.9a5 5 0 0 1-7.1-7.1l8-7.9a3.4 3.4 0 0 1 4.8 4.8l-8 7.9a1.7 1.7 0 0 1-2.4-2.4l7.3-7.3',
  smile: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM8.5 14.2a4.4 4.4 0 0 0 7 0M9.2 9.6v.2m5.6-.2v.2',
  file: 'M13.5 3.5H7A1.5 1.5 0 0 0 5.5 5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V8.5zm0 0v5h5',
  out: 'M9 5.5H6A1.5 1.5 0 0 0 4.5 7v11A1.5 1.5 0 0 0 6 19.5h11a1.5 1.5 0 0 0 1.5-1.5v-3M13 4.5h6.5V11m-8 2 8-8.5',
  alert: 'M12 8v5m0 3v.2M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17Z',
} as const

export function Icon({ name, size = 20 }: { name: keyof typeof PATHS; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  )
}
