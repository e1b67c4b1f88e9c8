// English texts around several channels: legs, windows, merges, deliveries, channel accounts. Same rules as en.ts.
import type { zhDoors } from './zh-doors'

type Texts = { [Group in keyof typeof zhDoors]: { [Key in keyof (typeof zhDoors)[Group]]: string } }

export const enDoors: Texts = {
  leg: {
    via: 'Sent via {channel}, change the channel', choose: 'Reply on', default: 'customer was here last', always: 'Replies always taken', closed: 'Reply window closed', left: '{time} left to reply', remaining: '{n} left', bytes: 'bytes',
    over: 'The reply time on {channel} is over until the customer writes again', gone: 'The customer left {channel}; replies are taken when they are back', usedUp: 'No replies left on {channel} until the customer writes again', useOther: 'Use {channel}', template: 'Send template', templateHint: 'Goes out as the approved template', sendTemplate: 'Send template', templateNoFiles: 'A template carries no files: remove them first', tooMany: 'This counts as {n} replies, but only {left} can go out: remove files or send fewer at once',
    noKind: '{channel} cannot carry {name}.', tooLarge: '{channel} takes {most} at most; {name} is larger.', insteadHint: '{channel} can carry it.',
  },
  card: {
    voice: 'Voice message', play: 'Play', pause: 'Pause', position: 'Position', speed: 'Speed {n}', voiceSave: 'Browsers cannot play this, download it', opening: 'Opening', video: 'Video {name}', location: 'Location', copyPlace: 'Copy the place', applet: 'Mini program',
    fetching: 'Fetching {what}…', notFetched: 'Could not fetch the {what}', fetchAgain: 'Fetch again', answers: 'Answers to choose from', picture: 'Picture at {host}', unsupported: 'The customer sent something we cannot show yet. Ask for it another way', raw: 'Download as received',
  },
  cardKind: { link: 'Link', menu: 'Menu', applet: 'Mini program page', page: 'Mini program page', music: 'Music', article: 'Article from your account', mpnews: 'Article', mpnewsarticle: 'Article', wxcard: 'Coupon', other: 'Card' },
  cards: {
    action: 'Card', dialog: 'Send a card', via: 'Sent via {channel}, counts as one reply', kind: 'Kind of card', preview: 'Preview', refused: 'Something in the card was not accepted: change it and send again', unable: 'This channel does not carry such a card', discard: 'Discard', wayGone: 'The reply goes another way now, which this card cannot take',
    title: 'Title', titleHint: 'At most 128 characters', keptTitleHint: 'What your colleagues see it called, at most 128 characters', description: 'Description', descriptionHint: 'Below the title, at most 512 characters', url: 'Address', urlHint: 'The page it opens, beginning with https:// or http://', musicHint: 'Where the music file lies, beginning with https:// or http://', picture: 'Picture address', pictureHint: 'Loaded by the customer\'s phone, not shown here',
    head: 'Question', headHint: 'Above the answers, at most 128 characters', tail: 'Closing words', tailHint: 'Below the answers, at most 512 characters', items: 'Answers', item: 'Answer {n}', itemsHint: 'At most 10 of 128 characters each. What the customer taps comes back as a reply', addItem: 'Add an answer', removeItem: 'Remove answer {n}', needItem: 'At least one answer', itemTooLong: 'At most {n} characters each',
    appId: 'Mini program AppID', appIdHint: 'One that is linked to this official account, beginning with wx', path: 'Page path', pathHint: 'For example pages/order/detail?id=8812', id: 'Id', idOf: 'Which id', mpnews: 'Material', mpnewsarticle: 'Published article', mediaIdHint: 'The media_id of the material', articleIdHint: 'The article_id of the published article', cardIdHint: 'The card_id of the coupon',
    badUrl: 'It must begin with https:// or http://', tooLong: 'At most {n} characters', tooManyBytes: 'Too long: at most {n} bytes',
  },
  fileKind: { image: 'picture', voice: 'voice message', video: 'video', file: 'file' },
  fault: {
    window: 'The reply window is closed: use another channel, or wait until the customer writes', recipient: 'The customer cannot be reached: unfollowed or blocked', content: 'The channel does not take this content: change it and send again', account: 'The channel account has a problem: tell an operator', accountOperator: 'The channel account has a problem: check it on the channels page', provider: 'The channel did not respond to several attempts', rewrite: 'Edit again',
  },
  faultName: { window: 'Window closed', recipient: 'Cannot be reached', content: 'Content refused', account: 'Account problem', provider: 'No response', other: 'Other' },
  doubt: { text: 'They may have received it: the channel did not confirm', arrived: 'It arrived', notArrived: 'It did not', again: 'Send again', noted: 'Noted', replayed: 'Sent again' },
  merge: {
    told: 'This conversation goes on in #{number}', toldMine: 'Same customer: both go on in your #{number}', toldOther: 'Same customer as #{number}, now with {agent}', movedAway: 'Messages moved to another conversation: {n}', fromOther: 'From the conversation that was merged',
    title: 'Merge customers', intro: 'Merge when they are the same person. It can be undone', review: 'Review and merge', not: 'Not the same', stays: 'Stays', goes: 'Merged in', identities: 'Addresses that go to {name}', noIdentities: 'No address has to move', conversations: 'Conversations', noConversations: 'No conversation is affected',
    conversationInto: '#{number} goes on in #{into}', conversationStays: '#{number} goes to {name}', owner: 'with {name}', confirm: 'Merge', done: 'Merged as {name}', undone: 'Merge undone', undo: 'Undo merge', undoAsk: '{loser} becomes a customer of their own again. Going back: addresses {n}, conversations {m}.', undoConfirm: 'Undo it',
    merged: 'Merged', into: '{loser} into {winner}', by: 'merged by {name}', auto: 'merged by evidence', undoneBy: 'undone by {name}', undoneAuto: 'undone', manual: 'Merge another customer', search: 'Name, phone, email or id', found: 'No other customer found', short: 'Type at least 2 characters', another: 'Choose another', previewFailed: 'The preview could not be loaded', unnamed: 'Unnamed customer', openNow: 'in conversation #{number}', lastAt: 'last {time}',
  },
  mergeWarning: { both_active: 'Agents are talking with both; one of them will go on', different_external_id: 'Their user ids differ: perhaps not the same person', same_channel: 'Both have an address on the same channel: please check again' },
  mergeReason: { unionid: 'WeChat says it is the same person', external_id: 'same user id', invite: 'came by invitation', phone: 'same phone', email: 'same email', last_four_digits: 'last four digits checked', agent: 'confirmed by hand', other: 'by evidence' },
  suggestReason: { phone: 'Same phone', email: 'Same email', last_four_digits: 'Same last four digits', other: 'Similar details' },
  suggest: { title: 'Perhaps the same customer', shares: '{reason} {detail}', dismissed: 'Will not be suggested again' },
  evidence: { title: 'Evidence', unionid: 'by WeChat', external_id: 'signed id', invite: 'invitation', phone: 'phone', email: 'email', last_four_digits: 'last 4 digits', agent: 'by hand', first_contact: 'first contact', openid: 'WeChat', unmerge: 'merge undone', provisional: 'provisional', other: 'other' },
  strength: { exact: 'Own address', strong: 'Strong', weak: 'Weak' },
  strengthHint: { exact: 'It is the very address', strong: 'Proved by a signature or the channel; merges by itself', weak: 'Somebody typed it; only suggests' },
  identityClass: { personal: 'Personal', shared: 'Shared', proxy: 'Proxy', unknown: 'Unknown' },
  identityClassHint: { personal: 'Belongs to this customer alone and names them', shared: 'Used by several people; names nobody by itself', proxy: 'A privacy or relay number; names nobody', unknown: 'Not known yet whose it is' },
  links: { title: 'Address history', moved: 'from {from} to {to}', came: 'to {to}', none: 'Nothing has moved yet', show: 'Show address history', loadFailed: 'The history could not be loaded' },
  identityMenu: { change: 'Change the class of {kind}', changed: 'Class changed to {value}', company: 'Company' },
  invite: {
    action: 'Invite to…', short: 'Invite', title: 'Invite to another channel', hint: 'Whoever scans or opens it joins this conversation at once', none: 'This brand has no channel to invite to', pick: 'Channel', link: 'Link', copy: 'Copy link', qr: '{channel} QR code', insert: 'Put into the reply', sendQr: 'Send the QR code', qrFile: '{channel} invitation', qrFailed: 'The picture could not be made; the link can be sent instead', gone: 'There is no invitation now', text: 'Please scan or open this link and send the photo here: {link}',
    joined: 'Joined', joinedHint: 'The customer joined this conversation by {channel}', expires: 'Ends in {time}, good once', expired: 'Expired', again: 'Make a new one', withdraw: 'Withdraw', withdrawn: 'Withdrawn', loadFailed: 'Channels to invite to could not be loaded',
  },
  page: { review: 'Merge review', deliveries: 'Deliveries', channels: 'Channels', reviewShort: 'Merges', deliveriesShort: 'Sending', channelsShort: 'Channels', back: 'Back to conversations', loadFailed: 'This could not be loaded', more: 'Load more', places: 'Manage', forbidden: 'You may not look at this' },
  review: { suggestions: 'To review', merges: 'Recent merges', noSuggestions: 'Nobody to review', noSuggestionsHint: 'Customers who may be the same person appear here', noMerges: 'No merges yet', noMergesHint: 'Merged customers can be parted again here' },
  deliveries: {
    doubt: 'In doubt', dead: 'Failed', queued: 'Waiting', emptyDoubt: 'Nothing in doubt', emptyDoubtHint: 'Messages that the channel did not confirm appear here', emptyDead: 'Nothing failed', emptyDeadHint: 'Messages given up after several attempts appear here', emptyQueued: 'Nothing is waiting', emptyQueuedHint: 'While a channel is down, messages wait here',
    since: 'first sent {time}', attempts: 'tried {n}×', next: 'again at {time}', openConversation: 'Open conversation', replayAll: 'Send again ({n})', replaying: 'Sending {done}/{n}', replayedAll: 'Sent again: {n}', replayAsk: 'Customers will receive them. To send again: {n}.', replayLeft: 'To be handled in their conversations: {n}.', replayConfirm: 'Send again', stop: 'Stop', replayStopped: 'Stopped. Sent again: {n}', replayedSome: 'Sent again: {n}, refused: {failed}', noText: '[attachment]', needs: 'to look after', why: 'Reason', all: 'All reasons',
  },
  channels: {
    accounts: 'Accounts', caps: 'Capabilities', troubles: 'Problems', add: 'Add account', none: 'No channel account yet', noneHint: 'Customers can come in once there is one', brand: 'Brand', kind: 'Channel', chooseKind: 'Choose a channel', name: 'Name', namePlaceholder: 'For example: flagship store WeChat', required: 'required', secretKept: 'Set, not shown again', replace: 'Replace', keep: 'Keep as it is', guide: 'What to do at the provider', advanced: 'More settings', discardAsk: 'What you filled in is not saved', discard: 'Discard', goOn: 'Keep editing',
    save: 'Save', create: 'Save and go on', saved: 'Saved', edit: 'Edit {name}', disable: 'Disable', enable: 'Enable', disabled: 'Disabled', active: 'Active', disableAsk: 'Customers can no longer come in here. What waits to be sent is kept.', disableConfirm: 'Disable it', webhook: 'Webhook address', webhookHint: 'Enter it as the server address at the provider', copy: 'Copy', embed: 'Line for your web page', embedHint: 'Paste it at the end of each page, and the chat button appears in a corner of it', copyEmbed: 'Copy the line', accountId: 'Account id', copyId: 'Copy the account id', tryChat: 'Open the chat page to try it', onSite: 'Put it on a site', check: 'Test', checking: 'Testing', checkOk: 'Sends and receives', checkBad: 'The test failed',
    code: 'QR code', codeHint: 'Customers scan it to come in', codeSave: 'Download', codePrint: 'Print', codeNamed: 'QR code of {name}', more: 'More for {name}', lastIn: 'Last received', lastOut: 'Last sent', never: 'Never', queued: '{n} waiting', queuedSince: 'oldest {time}', inDoubt: '{n} in doubt', dead: '{n} failed', errorAt: 'error {time}', nextSteps: 'One more step', doneStep: 'Done', missing: 'Required', settings: 'Settings', faultAccount: 'The account is not set up as the provider expects', faultOther: 'The provider did not answer as it should, test again later',
  },
  health: { unused: 'Unused', ok: 'Working', failing: 'Failing', resting: 'Resting', disabled: 'Disabled' },
  fieldError: { required: 'Required', length: 'Not the right length', format: 'Not in the right form', too_long: 'Too long', unknown: 'No such choice', other: 'Check this value' },
  caps: {
    channel: 'Channel', text: 'Text', image: 'Pictures', voice: 'Voice', video: 'Video', file: 'Files', receipts: 'Receipts', typing: 'Typing', window: 'Reply window', templates: 'Templates', invites: 'Invitations', mode: 'Kind', rate: 'Rate', hears: 'Receives', live: 'Live', deferred: 'Deferred', yes: 'Yes', no: 'No', always: 'Always', limited: 'Limited', perSecond: '{n}/s', characters: '{n} characters', bytes: '{n} bytes', upTo: '≤ {size}', any: 'any', table: 'What each channel can do', hint: 'The composer warns and refuses by this table',
  },
  hears: { text: 'text', image: 'pictures', file: 'files', form: 'forms', voice: 'voice', video: 'video', location: 'places', link: 'links', unsupported: 'other', event: 'events', other: 'other' },
  trouble: {
    unparsed: 'Not understood', unparsedHint: 'What a channel did not understand; every byte is kept', deadJobs: 'Stopped background work', deadJobsHint: 'Work that failed seven times in half a day; where a provider stood in the way, for three days', noneUnparsed: 'Everything was understood', noneDeadJobs: 'No work has stopped', retry: 'Read again', retried: 'Being read again; what is understood leaves the list', dismiss: 'Dismiss', dismissed: 'Dismissed', raw: 'Download', again: 'Try again', willRetry: 'Will be tried again', tried: 'tried again {time}', received: 'received {time}', dead: 'stopped {time}',
  },
}
