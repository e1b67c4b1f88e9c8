// English texts: sentence case, no exclamation marks. Same keys as Chinese, checked by its type.
import type { Messages } from '@/i18n'
import { enCustomer } from './en-customer'
import { enComfort } from './en-comfort'
import { enDoors } from './en-doors'
import { enOrganisation } from './en-organisation'
import { enSettings } from './en-settings'
import { enStaff } from './en-staff'
import { enWelcome } from './en-welcome'

export const en: Messages = {
  common: {
    close: 'Close', cancel: 'Cancel', retry: 'Try again', undo: 'Undo', save: 'Save', loading: 'Loading', on: 'On', off: 'Off', comma: ', ',
  },
  time: {
    justNow: 'now', minutesAgo: '{n} min', ago: '{n} min ago', nowIn: 'just now', yesterdayIn: 'yesterday', today: 'Today', yesterday: 'Yesterday', tomorrowAt: 'Tomorrow {time}', hoursMinutes: '{h} h {m}', minutes: '{n} min', seconds: '{n} s', days: '{n} d',
  },
  signIn: {
    title: 'Parlor', subtitle: 'Agent console', email: 'Email', password: 'Password', submit: 'Sign in', busy: 'Signing in',
    missing: 'Enter your email and password', ended: 'Your session has ended, please sign in again. What was not sent is kept', wrong: 'Email or password is wrong',
  },
  line: {
    offline: 'Connection lost, reconnecting. Keep writing, it will be sent', offlineWaiting: 'Connection lost. {n} saved, sent when it is back', now: 'Reconnect now',
    unreachable: 'Cannot reach the server', unreachableHint: 'Trying again every 5 seconds. What you wrote is kept',
  },
  view: { mine: 'Mine', queue: 'Queue', unanswered: 'Missed', all: 'All', pending: 'Pending', closed: 'Closed' },
  viewTitle: { mine: 'Mine', queue: 'In queue', unanswered: 'Missed replies', all: 'All', pending: 'Pending', closed: 'Closed' },
  placeName: { robot: 'Robot', queue: 'In queue', agent: 'In progress', pending: 'Pending', closed: 'Closed' },
  inbox: {
    views: 'Views', conversations: 'conversations', conversation: 'conversation', thread: 'Conversation', filter: 'Filter by name, text, number', searchAll: 'Search all conversations for “{words}”', pick: 'Select {name}', pickMany: 'Select several', clearFilter: 'Clear filter', loadFailed: 'The list could not be loaded',
    newRows: '{n} new', longest: 'Longest', waitsLongest: 'Waiting longest', waiting: 'waiting', due: 'pending until', unread: 'unread', choose: 'Choose a conversation', chooseHint: 'Press {key} to open the first', nothing: 'Conversations open here', listWidth: 'List width',
  },
  empty: {
    mine: 'Nothing on your hands', queue: 'Nobody is waiting', unanswered: 'No missed replies', all: 'No open conversations', pending: 'Nothing pending', closed: 'Nothing closed yet',
    filtered: 'No match', filteredHint: 'Try another word or clear the filter', away: 'You are not receiving yet', onBreak: 'On a break: {state}', missedOffer: 'An offer was not taken, so you were put on a break', lineLost: 'The connection was lost for a while, so you were put on a break', goOn: 'Go on receiving', awayHint: 'Once you start, conversations come to you in turn', awayBar: '{state}, no new chats', goReady: 'Start receiving', seeQueue: 'See {n} in the queue',
  },
  emptyHint: {
    mine: 'Conversations assigned to you appear here', queue: 'Customers who wait appear here', unanswered: 'Messages without an answer for 2 minutes appear here', all: 'Every open conversation is here',
    pending: 'Conversations that wait for a customer or a date rest here', closed: 'Find ended conversations here',
  },
  presence: { ready: 'Ready', break: 'On break', offline: 'Offline', mine: '{name}, {state}, open menu', load: 'load {load}/{capacity}' },
  reason: { meal: 'Meal', rest: 'Short break', meeting: 'Meeting', training: 'Training', no_answer: 'Offer missed', vanished: 'Was disconnected' },
  people: { visitor: 'Visitor {number}', robot: 'Robot', typing: 'typing', colleagueTyping: '{name} is writing a reply', alsoHere: '{names} also here' },
  channel: { webchat: 'Web', email: 'Email', voice: 'Phone', sms: 'SMS', wechat: 'WeChat', miniprogram: 'Mini program', form: 'Form', api: 'API', other: 'Other' },
  message: {
    image: '[Image]', voice: '[Voice]', video: '[Video]', location: '[Location]', link: '[Card]', unsupported: '[Not supported yet]', saidAt: 'Received {at}, sent {said} by the channel', file: '[File]', form: '[Message form]', notePrefix: '[Note]', outPrefix: 'Us', colon: ': ', draftPrefix: '[Draft]', more: 'More actions', copy: 'Copy text', settle: 'No reply needed',
    noReplyNeeded: 'no reply needed', openImage: 'View image {name}', download: 'Download',
  },
  receipt: {
    queued: 'Queued', sent: 'Sent', delivered: 'Delivered', read: 'Read', failed: 'Failed', in_doubt: 'Outcome unknown', sending: 'Sending', waitsForLine: 'Sent when back online', notSent: 'Not sent',
  },
  collision: { question: 'Something new was said before this was sent. Send anyway?', sendAnyway: 'Send anyway', sendAll: 'Send anyway ({n})', edit: 'Edit' },
  thread: {
    messages: 'Messages', older: 'Loading older messages', unreadBelow: 'New messages', toEnd: 'To latest', newMessages: '{n} new', missing: 'This conversation does not exist or is not yours to see', backToList: 'Back to list', loadFailed: 'The conversation could not be loaded',
  },
  place: {
    merged: 'This conversation was merged into another', openSurvivor: 'Open', closed: 'This conversation has ended', queue: 'Waiting in {queue}. Accept it to reply', pending: 'Pending until {until}, or when the customer writes',
    robot: 'With the robot', other: 'With {name}. You can leave a note',
  },
  offer: { title: 'New conversation', short: 'Offer', waited: 'waited {time}', more: '{n} more offered' },
  action: {
    palette: 'Commands', theme: 'Switch theme', language: 'Switch language', quickReplies: 'Quick replies', preferences: 'Preferences', help: 'Keyboard shortcuts', helpPages: 'Help', notifications: 'Notification settings', security: 'Sign-in and security', signOut: 'Sign out', accept: 'Accept', decline: 'Decline',
    pending: 'Pending', pendingHint: 'Wait for the customer or a date', resume: 'Resume', transfer: 'Transfer', transferHint: 'Hand over to a colleague or queue', close: 'Close', closeHint: 'End this conversation', reopen: 'Reopen', survivor: 'Open the conversation it goes on in', takeOver: 'Take over',
    customer: 'View customer', context: 'Customer details', invite: 'Invite to another channel', reply: 'Reply', note: 'Write a note', next: 'Next conversation', previous: 'Previous conversation', pick: 'Select conversation', search: 'Search conversations', filter: 'Filter the list', goTo: 'Go to {view}', ready: 'Presence: ready', break: 'Presence: on break',
  },
  group: { conversation: 'Conversation', go: 'Go to', me: 'Me', people: 'Customers' },
  palette: { placeholder: 'Type a command or a customer', nothing: 'No matching command or customer', searching: 'Looking for customers' },
  help: {
    send: 'Send message', writing: 'Writing', newLine: 'New line', insertQuick: 'Insert a quick reply',
  },
  composer: {
    mode: 'Write to', reply: 'Reply', note: 'Note', hasDraft: 'has a draft', noteHint: 'Colleagues only', mention: 'Mention a colleague', unnamed: '{names} cannot see this conversation or has left', saveUnnamed: 'Save without the mention', via: 'Sent via {channel}', replyPlaceholder: 'Reply to the customer, / for quick replies', notePlaceholder: 'A note for colleagues, {\'@\'} to mention, never sent',
    files: 'Attachments', attach: 'Attach files', emoji: 'Emoji', uploading: 'Uploading {percent}%', waitUpload: 'Uploading', removeFile: 'Remove {name}', keySend: 'to send', keySave: 'to save', send: 'Send', saveNote: 'Add note',
    dropHere: 'Drop to attach', tooMany: 'At most {n} attachments at once', failedFile: '{name} was not uploaded: try again or remove it', tooLarge: '{name} is larger than {mb} MB and was not added',
  },
  quick: {
    noMatch: 'No matching quick reply', keys: '↑↓ to choose, Enter to insert', manage: 'Manage', hint: 'Press / while replying to insert one', search: 'Search quick replies', add: 'New', company: 'Company', personal: 'Personal', none: 'No quick replies yet',
    deleted: 'Deleted “{title}”', editNamed: 'Edit {title}', deleteNamed: 'Delete {title}', scope: 'Scope', shortcut: 'Shortcut', title: 'Title', text: 'Text', badShortcut: 'Required, without spaces or /', required: 'Required',
    variables: 'Insert', customerName: 'Customer name', agentName: 'My name', brandName: 'Brand', number: 'Conversation number', team: 'Team', expires: 'Good until', expiresHint: 'Left empty: for good. Afterwards it is not suggested', expired: 'Expired', until: 'Good until {time}',
  },
  transfer: {
    title: 'Transfer conversation', search: 'Search colleagues or queues', agents: 'Colleagues', queues: 'Queues', me: '{name} (me)', waiting: '{n} waiting', nobody: 'No colleague or queue found', note: 'Handover note', notePlaceholder: 'What the customer wants, what was done', to: 'Transfer to {name}', choose: 'Choose where to',
  },
  pending: { title: 'Set pending', hint: 'Frees capacity until then or a new message', halfHour: 'In 30 minutes', twoHours: 'In 2 hours', tomorrow: 'Tomorrow morning', monday: 'Monday morning', own: 'Choose a time' },
  close: { question: 'Close conversation', unanswered: 'Messages without an answer: {n}', reply: 'Reply', orReason: 'or say why no reply is needed' },
  settleReason: { thanks: 'Just thanks', duplicate: 'Duplicate', spam: 'Spam', elsewhere: 'Handled elsewhere', handled: 'no reply needed', other: 'Other reason' },
  revealReason: { callback: 'Call the customer back', order: 'Order or delivery', verify: 'Verify identity' },
  identity: { external_id: 'User id', unionid: 'UnionID', openid: 'WeChat', wechat: 'WeChat', miniprogram: 'Mini program', phone: 'Phone', email: 'Email', visitor: 'Browser', other: 'Other' },
  customer: {
    panel: 'Customer details', name: 'Name', phone: 'Phone', email: 'Email', remark: 'Remark', add: 'Add', times: 'Visit {n}', tags: 'Tags', addTag: 'Add tag', newTag: 'Create “{tag}”', removeTag: 'Remove tag {tag}', tagPlaceholder: 'Type a tag',
    page: 'Looking at', identities: 'Identities', verified: 'Verified', history: 'Earlier conversations', since: 'First seen {date}', loadFailed: 'Customer details could not be loaded', reveal: 'Show in full', revealPhone: 'Show full phone number', revealEmail: 'Show full email', revealWhy: 'Your reason goes into the audit log',
  },
  preferences: {
    theme: 'Theme', light: 'Light', dark: 'Dark', system: 'System', language: 'Language', density: 'List density', roomy: 'Roomy', compact: 'Compact', sendKey: 'Send with',
  },
  event: {
    orderActed: '{by_name}: {what}, order {number}',
    opened: 'Customer came in by {channel}', queued: 'Waiting in {queue}', requeuedLeft: 'Agent left, back to the head of {queue}', requeued: 'Back in {queue}', assigned: 'Assigned to {name}', pulled: 'Taken by {name}', returned: 'Back to {name}',
    transferred: '{from} transferred to {to}', moved: 'Moved to {to}', pending: '{name} set pending until {until}', closed: '{name} closed the conversation', closedReason: '{name} closed the conversation · {reason}', closedSilence: 'Closed after a long silence', closedSystem: 'Conversation closed',
    purged: '{n} messages deleted by age', reopened: 'Conversation reopened', reopenedCustomer: 'Customer came back, conversation reopened', joined: 'Customer joined by {channel} · same conversation', left: 'Customer left {channel}', pressed: 'Customer pressed “{key}” on {channel}', pressedMenu: 'Customer pressed a menu entry on {channel}', absorbed: 'Conversation #{number} goes on here · {why}', absorbedBy: '{name} merged conversation #{number} into this · {why}', merged: 'Goes on in #{number} · {why}', mergedBy: '{name} merged this into #{number} · {why}', split: 'Conversation #{number} was parted again', splitBy: '{name} parted conversation #{number} again', invited: 'Customer was invited to {channel}', invitedBy: '{name} invited the customer to {channel}', openOther: 'Open #{number}', nobody: 'Nobody available, customer was offered the form', settled: '{name} marked no reply needed · {reason}',
  },
  resumed: { customer: 'Customer wrote, conversation resumed', agent: 'Conversation resumed', deadline: 'Deadline reached, conversation resumed' },
  done: { transferred: 'Transferred to {name}', pending: 'Set pending', closed: 'Closed the conversation with {name}', copied: 'Copied', notCopied: 'The browser does not allow copying, select it by hand' },
  notice: { title: 'Parlor', offer: '{name} is waiting', given: '{from} handed {name} to you' },
  problem: {
    unauthenticated: 'Signed out, sign in again', forbidden: 'Not allowed', bad_origin: 'Origin not allowed', bad_csrf: 'The page is out of date, reload it', not_found: 'Not found', method_not_allowed: 'This cannot be done here', not_acceptable: 'This format is not supported', bad_request: 'The request was not understood', invalid: 'Some values are not acceptable', too_large: 'Too large',
    unsupported_media_type: 'This kind of file is not supported', conflict: 'Changed by somebody else meanwhile', taken: 'A colleague was quicker', at_capacity: 'You are at your limit', not_owner: 'The conversation is not yours', not_open: 'The conversation has ended', unanswered: 'There are unanswered messages', key_reused: 'Please try once more',
    newer_message: 'Something new was said', window_closed: 'The reply window is closed', merged_since: 'There was a later merge, undo that first', not_there: 'They cannot take work now, choose somebody ready', no_leg: 'No open channel leads to the customer', wrong_password: 'Email or password is wrong', bad_cursor: 'The page is out of date, reload it', gone: 'Out of date, reload the page', rate_limited: 'Too fast, wait a moment', storage_full: 'The server is full, nothing was saved', unavailable: 'The service is unavailable for a moment', network: 'No network, try again in a moment', internal: 'That did not work, try again',
    second_factor_required: 'Enter the code of your app', wrong_code: 'The code is wrong or was used', last_administrator: 'At least one active administrator has to stay', needs_disposition: 'Choose what it was about first', sensitive: 'Some words need a second look', sensitive_blocked: 'Some words may not be sent',
  },
  ...enCustomer,
  ...enComfort,
  ...enDoors,
  ...enSettings,
  ...enOrganisation,
  ...enStaff,
  ...enWelcome,
}
