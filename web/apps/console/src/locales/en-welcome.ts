// English texts of the first run and of the list to open with. Same rules as in zh.ts.
import type { zhWelcome } from './zh-welcome'

export const enWelcome: { [Group in keyof typeof zhWelcome]: { [Key in keyof (typeof zhWelcome)[Group]]: string } } = {
  firstRun: {
    subtitle: 'First set-up', loading: 'Opening the set-up', failed: 'The set-up did not open', failedHint: 'The network or the service has a problem just now; the link stays good', steps: 'Steps of the set-up', stepDone: ', filled in', step_house: 'Company', step_when: 'Hours', step_you: 'You',
    title_house: 'What is your company called', hint_house: 'Three short steps; everything can be changed later', title_when: 'When do you receive customers', hint_when: 'Who comes outside of these hours is told so and can leave a message', title_you: 'Who looks after it', hint_you: 'The first account is the administrator; you invite colleagues next',
    companyHint: 'Colleagues see it when they sign in and are invited', zoneSearch: 'A city, a country or GMT+8', zoneNone: 'Nothing found', openNow: 'It is {time} there: within these hours', shutNow: 'It is {time} there: outside of these hours', badWeek: 'Some times are not right: see the day in red', back: 'Back', next: 'Next', then: 'Next: “{brand}” gets a web chat that works, you send a test message, then invite colleagues.',
  },
}
