// Hides most of a phone number or an address, the way the server hides those of a customer's record.

/** 13812341234 → 138****1234; a short one keeps only its last two. li.ming@example.com → l****@example.com. */
export function masked(field: 'phone' | 'email', value: string): string {
  const marks = [...value]
  if (field === 'email') {
    const at = value.lastIndexOf('@')
    return `${marks[0] ?? ''}****${at < 0 ? '' : value.slice(at)}`
  }
  const [head, tail] = marks.length >= 10 ? [3, 4] : [0, 2]
  return `${marks.slice(0, head).join('')}****${marks.slice(-tail).join('')}`
}
