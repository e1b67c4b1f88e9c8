// English texts of the first run and of the list to open with. Same rules as in zh.ts.
import type { zhWelcome } from './zh-welcome'

export const enWelcome: { [Group in keyof typeof zhWelcome]: { [Key in keyof (typeof zhWelcome)[Group]]: string } } = {
  firstRun: {
    subtitle: 'First set-up', loading: 'Opening the set-up', failed: 'The set-up did not open', failedHint: 'The network or the service has a problem just now; the link stays good', steps: 'Steps of the set-up', stepDone: ', filled in',
    companyHint: 'Colleagues see it when they sign in and are invited', zoneSearch: 'A city, a country or GMT+8', zoneNone: 'Nothing found', openNow: 'It is {time} there: within these hours', shutNow: 'It is {time} there: outside of these hours', badWeek: 'Some times are not right: see the day in red', back: 'Back', next: 'Next', then: 'Next: “{brand}” gets a web chat that works, you send a test message, then invite colleagues.',
  },
  setupStep: { house: 'Company', when: 'Hours', you: 'You' },
  setupTitle: { house: 'What is your company called', when: 'When do you receive customers', you: 'Who looks after it' },
  setupHint: { house: 'Three short steps; everything can be changed later', when: 'Who comes outside of these hours is told so and can leave a message', you: 'The first account is the administrator; you invite colleagues next' },
  welcome: {
    lead: '{tenant} is set up. A few steps more and you receive customers today.', allDone: 'Everything is ready. Put this list away; all of it stays in the settings.', progress: '{done} of {all} done', done: 'Done', todo: 'To do', hide: 'Put away', finish: 'Put away', putAway: 'Put away; the command palette opens it again', back: 'Back to the list', backHide: 'Show this no more', keys: 'Ctrl K (⌘K on a Mac) opens the command palette: everything you can do is in there',
    isReady: 'You are receiving: new conversations come to you', notReady: '{state}: no new conversations come to you', toInbox: 'To the inbox',
    chat: 'Try the web chat', chatWhy: 'Be a customer once and see how a message comes in', chat1: 'Open the chat page and write a line as a customer would', chat2: 'Come back here: it appears by itself', chat3: 'Accept it and answer yourself', openChat: 'Open the chat page', readyAndOpen: 'Start receiving and open the chat', copyChat: 'Copy its address', outside: 'It is outside of your hours: the chat asks for a message first. “Just write” works all the same', waiting: 'Waiting for the first message', waitingHint: 'It appears as soon as it comes', received: 'Received', openThread: 'Open', noChat: 'No web chat is in use yet',
    site: 'Put it on your site', siteWhy: 'Customers find you where they already are', sites: 'Sites that may carry it', sitesHint: 'One on each line; left empty any site may, also those of others', badSite: 'The address of a site, as https://www.example.com',
    channel: 'Connect a second channel', channelWhy: 'Customers from WeChat and others come into the same list, to the same colleague',
    people: 'Invite colleagues', peopleWhy: 'Nobody can be there all the time', addRow: 'Add one', removeRow: 'Remove row {n}', pasteHint: 'Several lines can be pasted: email, name', makeLinks: 'Make {n} links', linksMade: 'Links made: {n}. Pass each on to its colleague', linksHint: 'Shown this once; each is good for 24 hours, and once', linkOf: 'Link of {name}', copyOf: 'Copy the link of {name}', copyAll: 'Copy all', linkLine: '{name} {email}: {link}', twice: 'The same as above', asked: '{n} invited', colleagues: 'Colleagues: {n}',
    hours: 'Hours and holidays', hoursWhy: 'Who comes after hours is told so and does not wait in vain', toHours: 'Set hours', toHolidays: 'Set holidays',
    words: 'Write your greeting', wordsWhy: 'The first line that customers see, in your own voice', greetingZh: 'Chinese', greetingEn: 'English', toWords: 'Reminders and more',
    replies: 'Prepare quick replies', repliesWhy: 'What you say often is one / away', toReplies: 'Manage quick replies',
    dispositions: 'Choose dispositions', dispositionsWhy: 'One press at close, and you know why customers come', toDispositions: 'Manage dispositions', count: '{n}',
  },
}
