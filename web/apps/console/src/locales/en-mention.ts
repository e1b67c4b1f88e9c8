// English texts of mentions and of what colleagues do in the same conversation. Rules as in en.ts.
import type { zhMention } from './zh-mention'

export const enMention: { [Key in keyof typeof zhMention]: string } = {
  choose: 'Mention a colleague or a team', keys: '↑↓ choose, Enter insert', people: 'People: {n}', loadFailed: 'The list of colleagues was not loaded', offline: 'No line: colleagues can be mentioned when it is back', notNamed: 'The list of colleagues was not loaded: the note is not saved yet', saveAnyway: 'Save without mentioning',
  unread: 'Unread', empty: 'Nobody has mentioned you', emptyHint: 'Notes in which a colleague writes @ and your name come here', inNote: 'in a note on {customer}', readAll: 'Mark all as read', readDone: 'Marked as read: {n}', older: 'Earlier',
  mentioned: '{from} mentioned you in a note on {name}', someone: 'A colleague', typing: '{name} is replying', replied: '{name} has just replied', repliedElsewhere: 'You have just replied on another device',
}
