// English texts around customers: their record and fields, page and timeline, attachments, orders.
import type { zhCustomer } from './zh-customer'

export const enCustomer: { [Group in keyof typeof zhCustomer]: { [Key in keyof (typeof zhCustomer)[Group]]: string } } = {
  customerField: { name: 'Name', phone: 'Phone', email: 'E-mail', remark: 'Remark', company: 'Company' },
  customerWrong: {
    phone_format: 'write it as 138 0013 8000 or +86 10 6234 5678', email_format: 'write it as li.ming@example.com', masked: 'this is the masked value; show it in full first, or write a new one', format: 'the format is not right', too_long: 'too long', unknown: 'there is no such choice', number: 'write a whole number', other: 'please check this field',
  },
  customers: {
    search: 'Search name, phone, e-mail, number or custom field', none: 'No customers yet', noneHint: 'Customers are listed here after their first visit', notFound: 'No customer found', notFoundHint: 'Try other words, at least 2 characters', first: 'First visit', see: 'View customer', all: 'All customers', missing: 'There is no such customer, or you may not see them', times_n: 'Conversations: {n}', tagsSeen: 'Tags seen', toConversation: 'Open conversation #{number}', record: 'Record',
  },
  timeline: {
    title: 'Timeline', filter: 'Filter the timeline', all: 'All', conversation: 'Conversations', merge: 'Merges', split: 'Splits', invite: 'Invitations', edit: 'Edits', none: 'Nothing yet', noneKind: 'Nothing of this kind', noneHint: 'Conversations, merges and invitations are listed here by time',
    notes: '{n} notes', by: 'with {name}', nobody: 'nobody answered', merged: '{loser} merged into {winner}', parted: '{loser} and {winner} parted again', invited: 'Invited to {channel}', used: 'joined', waiting: 'not used', changed: 'Changed {fields}', revealed: 'Showed the full {field}: {reason}', someone: 'another customer', automatic: 'automatic', absorbed: 'went on in another conversation', lasted: 'lasted {span}',
  },
  gallery: {
    title: 'Files', all: 'All', image: 'Images', file: 'Files', voice: 'Voice', video: 'Video', none: 'No files yet', noneKind: 'No files of this kind', noneHint: 'Images and files that either side sent are listed here', filter: 'Filter files', toMessage: 'Show in conversation', open: 'Open image {name}', fromCustomer: 'Customer', more: 'See all', sent: '{who} {time}',
  },
  customerEdit: {
    yes: 'Yes', no: 'No', empty: 'Clear', emptied: 'nothing', newValue: 'Write a new one, or leave it', changedMeanwhile: '{field} was just changed to “{value}” by a colleague and was not overwritten', takeMine: 'Use mine',
  },
}
