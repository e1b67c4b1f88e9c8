// English texts of finding and handling many conversations, loaded when they are needed. Rules as in en.ts.
import type { FindTexts } from './zh-find'

export const enFind: FindTexts = {
  title: 'Search conversations', box: 'Words said, customer, last four digits, #number', clear: 'Clear', results: 'Results', count: '{n} conversations', countMore: 'At least {n} conversations', searching: 'Searching', more: 'Search further back', failed: 'The search did not finish', retry: 'Retry',
  none: 'Nothing found', noneHint: 'Try another word, or fewer filters', noneFurther: 'Nothing among recent conversations. You can search further back', dropFilters: 'Search without filters', start: 'Which conversation are you looking for', startHint: 'Words are found by how they begin, Chinese by any two neighbouring characters. Several words, parted by spaces, must all be there',
  recent: 'Recent searches', forget: 'Clear history', exampleWords: 'refund invoice', exampleNumber: '#1042', examplePhone: '5678', exampleWordsHint: 'Both were spoken of', exampleNumberHint: 'Conversation number', examplePhoneHint: 'Last four digits of a phone',
  agent: 'Agent', anyAgent: 'Any agent', channel: 'Channel', anyChannel: 'Any channel', tag: 'Tag', anyTag: 'Any tag', place: 'State', anyPlace: 'Any state', brand: 'Brand', anyBrand: 'Any brand', time: 'Time', anyTime: 'Any time', open: 'Open', queue: 'Waiting', inHand: 'In hand', pending: 'Pending', closed: 'Closed',
  today: 'Today', week: 'Last 7 days', month: 'Last 30 days', quarter: 'Last 90 days', only: '{name}: {value}', drop: 'Remove the filter “{value}”',
  byNumber: 'number', byCustomer: 'customer', byTag: 'tag', byPhone: 'phone', byEmail: 'e-mail', found: 'Matches {by}', note: 'Note', you: 'Agent', moreHits: 'and more', keys: 'Arrow keys choose, Enter opens', opened: 'Opened {time}', notThere: 'This message can no longer be seen', tooMany: 'At most 8 words', tooLong: 'At most 100 characters',
}
