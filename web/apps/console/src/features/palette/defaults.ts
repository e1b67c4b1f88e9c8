// Default keys by action id, apart from the actions so that any component may name a key in its tip.
export const DEFAULT_KEYS: Readonly<Record<string, string>> = {
  reply: 'r', note: 'n', accept: 'a', transfer: 't', pending: 's', invite: 'v', close: 'e',
  next: 'j', previous: 'k', pick: 'x', search: '/', filter: 'f', context: 'i', customer: 'u',
  'view.mine': '1', 'view.queue': '2', 'view.unanswered': '3', 'view.all': '4', 'view.pending': '5', 'view.closed': '6',
  palette: 'mod+k', help: '?',
}
