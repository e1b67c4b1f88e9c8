// English texts of settings: the settings page, dispositions, break reasons, sensitive words. Rules as in en.ts.
import type { zhSettings } from './zh-settings'

export const enSettings: { [Group in keyof typeof zhSettings]: { [Key in keyof (typeof zhSettings)[Group]]: string } } = {
  settingGroup: { reception: 'Reception', people: 'Agents', customers: 'Customers', safety: 'Safety', system: 'System' },
  settings: {
    secretSet: 'Set', secretChange: 'Change', secretKeep: 'Keep the old one', secretMake: 'Make one', secretOnce: 'Not shown again once it is saved: copy it to your system first', badSecret: 'Begins with whsec_, then at least 24 bytes in base64', brandGone: 'A brand that is gone',
    search: 'Search settings', found: 'Settings found', noneFound: 'Nothing found', searchIn: 'Search {label}', backToKinds: 'Back to settings', name: 'Name', order: 'Order', actions: 'Actions', add: 'Add', addTo: 'Add to {kind}', edit: 'Edit {name}', change: 'Edit', delete: 'Delete', none: 'No {kind} yet', count: 'Entries: {n}',
    saved: 'Saved', undone: 'Undone', deleted: 'Deleted “{name}”', unsaved: 'Changes are not saved', discard: 'Discard', keptUnsaved: 'Some changes are not saved. They are kept for you', goBack: 'Go back', savedAt: 'Saved', presets: 'Not changed yet. These are the defaults', nameTaken: 'There is one of this name', gone: 'Somebody has just deleted this', addAgain: 'Add it again', empty: 'empty',
    keptByOperators: 'Kept by operators and administrators. You may look at it', keptByAdministrators: 'Kept by administrators. You may look at it', theirs: 'Somebody saved this while you were writing', theirsSame: 'They saved just what you have here', theirValue: 'Theirs: {value}', myValue: 'Yours: {value}', takeTheirs: 'Take theirs', keepMine: 'Save mine',
    history: 'History', historyOf: 'History of {name}', current: 'Now', restore: 'Restore', house: 'System', someoneGone: 'A former colleague', queueGone: 'A former queue', did_made: 'added it', did_changed: 'changed it', did_deleted: 'deleted it', did_restored: 'brought it back', did_moved: 'changed the order',
    moveNamed: 'Move {name}', moveHint: 'Drag, or press ↑ ↓', moveUp: 'Move up', moveDown: 'Move down', movedTo: '{name} moved to place {n}', moreNamed: 'More actions for {name}', range: '{least} to {most}', preset: 'Default: {value}', isSpan: 'that is {span}', lineCount: '{n} lines', chosen: '{n} chosen', noQueue: 'None',
    tooLong: 'At most {n} characters', lineTooLong: 'Line {line} is too long: at most {n} characters a line', tooManyLines: 'At most {n} lines', badColor: 'As in #1d5fbf', badUrl: 'It begins with https:// or http://', notBefore: 'Not before the first day', badSpans: 'One span a line, as 10:00-16:00; it ends after it begins', badKey: 'Lower-case letters, digits and underscores only', needsChoice: 'Name at least one choice',
    alwaysOpen: 'Always open', officeHours: 'Weekdays 9–18', wholeDay: 'All day', closed: 'Closed', setSpan: 'Set hours', copyToWork: 'Copy to Monday–Friday', copyToAll: 'Copy to every day', addSpan: 'Add hours on {day}', dayMenu: 'More actions for {day}', spanFrom: '{day} from', spanUntil: '{day} until', removeSpan: 'Remove {span} on {day}', daysFromTo: '{from}–{until}',
    week_time: 'A time as in 09:00', week_order: 'It must end after it begins; past midnight belongs to the next day', week_overlap: 'These hours overlap', momentOpen: 'Left empty, without end', inDays: 'In {n} d', clear: 'Clear',
  },
  disposition: { question: 'Disposition', hint: 'What was this conversation about', search: 'Search dispositions', none: 'No such disposition', skip: 'Close without one', other: 'Other', required: 'This brand asks for a disposition at close', empty: 'This brand has no dispositions yet. Operators add them in the settings', openSettings: 'Open settings' },
  closing: { about: '{name} closed the conversation · {about}', aboutReason: '{name} closed the conversation · {about} · {reason}' },
  breaks: { over: 'Longer than the usual {n} min' },
  sensitive: { warned: 'It has words to look at twice: {words}', blocked: 'It has words that may not be sent: {words}', unnamed: 'check the wording', sendAnyway: 'Send anyway' },
}
