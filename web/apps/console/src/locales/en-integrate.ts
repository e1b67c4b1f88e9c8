// English texts of the pages for integrators, loaded with them alone. Every key of zh-integrate.ts.
import type { IntegrateTexts } from '@/features/integrate/words'

export const enIntegrate: IntegrateTexts = {
  tab: { keys: 'API keys', webhooks: 'Webhooks' },
  keys: {
    add: 'New key', none: 'No API keys yet', noneHint: 'Give your CRM, order system or bot a key, and it can answer over the API', docs: 'Read the integration guide', tryIt: 'With a key, try this in a terminal',
    name: 'Name', nameHint: 'Say who uses it, such as “Order CRM”', badName: 'Enter 1 to 100 characters', taken: 'Another key has this name', role: 'Role', roleHint: 'A key never does more than this role may',
    preset: 'Permissions', read: 'Read only', messages: 'Messaging', all: 'Everything', own: 'Choose', readHint: 'See conversations, customers, settings and channels; hear events', messagesHint: 'See conversations and customers, accept and reply', allHint: 'Whatever the role may do, including what is added later', needScope: 'Choose at least one',
    needBrand: 'Choose at least one brand', expires: 'Valid for', never: 'No end', days: '{n} days', year: '1 year', create: 'Create key', madeTitle: 'Copy the key “{name}”', once: 'Shown only this once. Keep it like a password, outside of web pages and repositories', copyKey: 'Copy key', copyLine: 'Copy command', done: 'Done', key: 'Key',
    neverUsed: 'Never used', used: 'Used {time}', until: 'Ends {time}', ended: 'Ended', revoke: 'Revoke', revokeNamed: 'Revoke {name}', revokeAsk: 'Programs that use “{name}” are cut off at once. This cannot be undone.', revokeConfirm: 'Revoke key', revoked: 'Revoked “{name}”', andMore: 'and {n} in all',
  },
  scope: {
    'all': 'Everything', 'conversations:read': 'See conversations', 'conversations:write': 'Accept and reply', 'customers:read': 'See customers', 'customers:write': 'Change customers', 'customers:reveal': 'See full contact details', 'events:read': 'Hear events', 'settings:read': 'See settings', 'settings:write': 'Change settings',
    'orders:read': 'See orders', 'orders:write': 'Tell orders', 'channels:read': 'See channels', 'channels:write': 'Change channels', 'people:read': 'See people', 'people:write': 'Change people', 'audit:read': 'See the audit', 'webhooks:read': 'See webhooks', 'webhooks:write': 'Change webhooks',
  },
  hooks: {
    add: 'New webhook', none: 'No webhooks yet', noneHint: 'What happens in conversations is sent to your address at once', name: 'Name', url: 'Address', urlHint: 'Begins with https:// and takes POST requests', badName: 'Enter 1 to 100 characters', taken: 'Another webhook has this name', badUrl: 'Enter an address that the server can reach', privateUrl: 'This address is inside a private network and is not called. An operator can allow it: PARLOR_ALLOW_HOSTS',
    kinds: 'What is sent', needKind: 'Choose at least one', allKinds: 'Choose all', noKinds: 'Choose none', needBrand: 'Choose at least one brand', create: 'Create', save: 'Save', saved: 'Saved “{name}”', edit: 'Edit', editTitle: 'Edit “{name}”', more: 'More for “{name}”', kindsCount: '{n} kinds of events',
    secretTitle: 'Copy the signing secret of “{name}”', secret: 'Signing secret', secretOnce: 'Shown only this once. It proves that a request comes from Parlor', secretBoth: 'The old secret works for another 24 hours: put the new one in place before', copySecret: 'Copy secret', done: 'Done', renew: 'Renew signing secret', renewAsk: 'A new secret is made; the old one ends in 24 hours.', renewConfirm: 'Renew secret', oldUntil: 'Old secret ends {time}',
    ok: 'Working', unused: 'Nothing sent yet', failing: 'Failing', resting: 'Asked us to wait', disabled: 'Switched off', lastOk: 'Last success {time}', pending: '{n} waiting', since: 'Failing since {time}', rests: 'Goes on {time}', said: 'Reason: {text}',
    off: 'Switch off', offAsk: 'What happens meanwhile is kept, for 14 days at most.', offConfirm: 'Switch off', on: 'Switch on', turnedOff: 'Switched off “{name}”', turnedOn: 'Switched on “{name}”; it goes on where it stopped', remove: 'Delete', removeAsk: 'Deletes “{name}” with what it was not sent. This cannot be undone.', removeConfirm: 'Delete webhook', removed: 'Deleted “{name}”',
    gone: 'It answered 410, which means it wants nothing more, and was switched off.', failed: 'For three days nothing went through, and it was switched off.', person: 'Switched off; what happens is kept, for 14 days at most.', fixed: 'Once it is mended, switch it on: it goes on where it stopped.', told: 'The webhook “{name}” was switched off', look: 'Look',
  },
  test: { run: 'Send test', running: 'Sending', ok: 'It was taken: {status} in {ms} ms', bad: 'It was not taken: {status} in {ms} ms', none: 'It did not arrive ({ms} ms)', answer: 'The answer', nothing: 'Nothing', close: 'Fold away' },
  told: {
    title: 'Deliveries', ofName: 'Deliveries to “{name}”', kept: 'Kept for 30 days', all: 'All', pending: 'Waiting', delivered: 'Delivered', failed: 'Failed', none: 'No deliveries', noneHint: 'What happens is listed here', attempts: 'Tried {n}×', next: 'again {time}', request: 'Request body', answers: 'Attempts', noAnswer: 'No answer', ms: '{n} ms', id: 'Id', replay: 'Send again', replayed: 'It is being sent', copy: 'Copy body',
  },
  kind: {
    'message.received': 'Customer writes', 'message.sent': 'Reply to the customer', 'message.updated': 'Message changes', 'note.added': 'Note added', 'note.mentioned': 'Colleague mentioned', 'conversation.opened': 'Conversation opens', 'conversation.queued': 'Enters a queue', 'conversation.assigned': 'Assigned to an agent', 'conversation.transferred': 'Transferred', 'conversation.pending': 'Put on hold', 'conversation.resumed': 'Resumed', 'conversation.closed': 'Conversation closes',
    'conversation.reopened': 'Conversation reopens', 'conversation.updated': 'Conversation changes', 'conversation.merged': 'Conversations merge', 'conversation.split': 'Conversations part', 'leg.joined': 'Customer joins by another channel', 'customer.updated': 'Customer changes', 'customer.merged': 'Customers merge', 'webhook.test': 'Test',
  },
  why: { answered: 'it answered {status}', redirects: 'it redirects; only the address itself is called', refused: 'the address is not called ({text})', notSent: 'it could not be reached ({text})', noAnswer: 'it gave no answer ({text})' },
  group: { message: 'Messages', conversation: 'Conversations', customer: 'Customers' },
}
