// Deleted things, archives and retention, in English: fetched with what shows them. Rules as in en.ts.
import type { KeepingTexts } from './zh-keeping'

export const enKeeping: KeepingTexts = {
  deleted: 'Deleted ({n})', restore: 'Restore', restoreNamed: 'Restore {name}', restored: '{name} is back', deletedAt: 'Deleted', none: 'Nothing was deleted', failed: 'What was deleted could not be read', retry: 'Try again',
  archive: 'Archive', archiveNamed: 'Archive {name}', archived: 'Archived', archivedBrands: 'Archived brands ({n})', archiveHint: 'An archived brand takes no new conversations; its old ones are still found', didArchive: '{name} is archived', deletedQueues: 'Deleted queues ({n})',
  stillReceives: '{name} still has active channel accounts: disable them in Channels first', stillOpen: '{name} still has open conversations: close or transfer them first', lastBrand: 'At least one brand has to be in use', nameTaken: 'Another has this name: rename that one first', toChannels: 'Channels',
  preview: 'With these days, today would be deleted', nothing: 'Nothing is over yet', uncounted: 'What would be deleted could not be counted', conversation: 'messages and files of {n} conversations', conversationOne: 'messages and files of 1 conversation', conversationMore: 'messages and files of {n} or more conversations', audit: '{n} audit rows', auditOne: '1 audit row', auditMore: '{n} or more audit rows', webhook: '{n} webhook deliveries', webhookOne: '1 webhook delivery', webhookMore: '{n} or more webhook deliveries', unread: 'Deleted queues could not be read', gone: 'Deletion cannot be undone. It begins 24 hours after saving: changed back before then, nothing is deleted.', counting: 'Counting',
}
