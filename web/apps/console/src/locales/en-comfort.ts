// English texts of notifications, display, keys, help, installing and working offline. Rules as in en.ts.
import type { zhComfort } from './zh-comfort'

export const enComfort: { [Group in keyof typeof zhComfort]: { [Key in keyof (typeof zhComfort)[Group]]: string } } = {
  notify: {
    offer: 'New offer', offerHint: 'Offered to you, waiting to be taken', handed: 'Transfers', handedHint: 'A colleague hands a conversation to you', mention: 'Mentions', mentionHint: 'A colleague writes {\'@\'} and your name in a note', waiting: 'Long wait', waitingHint: 'A customer of yours has waited too long for a reply', message: 'New message', messageHint: 'In your conversations, where you are not looking',
    tone: 'Sound of: {name}', tones: 'Sounds', test: 'Test', testNamed: 'Test: {name}', off: 'Silent', chord: 'Chord', bell: 'Bell', drop: 'Drop', wood: 'Wood block', pulse: 'Two pulses', volume: 'Volume', minutes: 'A long wait is', minutesUnit: 'minutes',
    here: 'This device', machine: 'Sound on this machine', machineHint: 'Off, it is silent here and nowhere else', desktop: 'Desktop notifications', desktopHint: 'When you look elsewhere; pressing one opens the conversation', denied: 'The browser does not allow notifications. Allow them in the site settings beside the address, then come back', unsupported: 'This browser has no desktop notifications',
    quiet: 'Quiet hours', quietHint: 'No sound and no desktop notification, the title still counts', from: 'From', until: 'Until', quietNow: 'It is quiet now', heldBack: 'The browser wants one click on the page before it lets it sound', letSound: 'Allow sound',
    several: 'News in {n} conversations', mentioned: '{from} named you in a note on {name}', assigned: '{name} was assigned to you', longWait: '{name} still waits for your reply', followsYou: 'These choices belong to your account and follow you to every machine; the sound of this machine and desktop notifications are this machine’s own', onMachine: 'An auditor’s choices stay on this machine',
  },
  look: {
    look: 'Look', notices: 'Notifications', keys: 'Shortcuts', text: 'Text size', small: 'Small', normal: 'Normal', large: 'Large', largest: 'Largest', motion: 'Motion', system: 'As the system', less: 'Reduced', preview: 'Preview', sampleName: 'Lin Xiao', sampleText: 'The cup leaks a little, can you replace it', sampleReply: 'Of course, I am arranging the exchange now', sampleWait: '2 min', follows: 'Beside theme and language, these choices follow your account',
  },
  helpPage: { topics: 'Topics', search: 'Search the help', none: 'Nothing found, try another word', failed: 'The help was not loaded', next: 'Next: ', about: 'Help on this page', how: 'How it works' },
  update: { here: 'There is a new version', gone: 'There is a new version, reload to go on', reload: 'Reload', later: 'Later', uploading: 'Files are still uploading, reload when they are done', unsaved: 'Some settings are not saved, save them first', install: 'Install on this device', installHint: 'Opens like an app, and starts without a line', installNow: 'Install' },
  shell: { offline: 'No line: this conversation comes when it is back', offlineHint: 'Write on, it is sent by itself', waiting: '{n} messages wait to be sent', open: 'Open', noList: 'No line: the list comes when it is back' },
  story: { title: 'Components', option: 'Option {n}', choice: 'Choice', hint: 'How to fill it in stands here', fold: 'More', tip: 'Rest the pointer here', menu: 'Menu', inMenu: 'In the menu', popover: 'Popover', dialog: 'Dialog' },
  keymap: {
    search: 'Find an action or a key', none: 'No such action', change: 'Change the key of {action}', press: 'Press a key', unset: 'None', off: 'Switch off {action}', reset: 'Back to the default key of {action}', resetAll: 'Back to all defaults', resetDone: 'The default keys are back', taken: '{key} belongs to “{other}”. If you take it, “{other}” has no key', take: 'Take it', reserved: '{key} is used by the browser or by text fields, choose another', enabled: 'Use shortcuts', hint: 'Press a key here, then the new one; Esc leaves it', allOff: 'All shortcuts are off', composing: 'Nothing fires while an input method composes',
  },
}
