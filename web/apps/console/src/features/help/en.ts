// The help in English. How it is written: markup.ts. The same topics as in Chinese, in the same order.
import type { Topic } from './topics'

export const pages: readonly Topic[] = [
  { id: 'start', title: 'Your first day', hint: 'What to do in the first five minutes', body: `
The **views** are on the far left, then the list, the conversation in the middle, the customer on the right.

1. Press your own face at the bottom left and choose **Ready**. On a phone it is at the top right.
2. A new conversation comes as a card. Press **Accept**, or [[accept]].
3. Write below and press Enter to send.
4. When it is done, press **Close**, or [[close]].

## Set these first
- **Preferences** in the menu of your face: size of text, density, sounds, keys.
- **Notifications** in the same place: press “Test” to be sure that you hear it, then switch desktop notifications on.
- **Sign-in and security**: turn on the second factor, so that a stolen password does not let anybody in.

Press [[palette]] for the list of commands: whatever you do not remember is there.` },
  { id: 'receive', title: 'Taking conversations', hint: 'Offers, the queue, missed replies', body: `
While you are **Ready**, new conversations are offered to you in turn. The ring on the card is the time left, 20 seconds by default.

- **Accept** or [[accept]]: it is yours.
- **Decline**: the next colleague is asked. It does you no harm.
- No answer: you go on a **break** by yourself, so that customers do not wait for nobody. Press “Go on receiving” to be back.

## Taking one yourself
Open the **Queue** ([[view.queue]]), choose a conversation and press **Accept**. You may do so above your limit too.

## Reading the list
- The figure at the right of a row is how long the customer has waited. Amber: soon too long. Red: too long.
- “Longest” beside the title leads to whoever waits longest.
- While the pointer rests on the list it does not move; what is new is counted, and comes when you press.
- **Missed** ([[view.unanswered]]) has everybody without a reply for more than 2 minutes. Look there before you leave.` },
  { id: 'reply', title: 'Replies and notes', hint: 'Two colours, two drafts, no mistakes', body: `
A **reply** ([[reply]]) goes to the customer and is blue. A **note** ([[note]]) is for colleagues only and is yellow. Each has a draft of its own, kept on every machine.

- Enter sends, Shift + Enter breaks the line. In the preferences you can choose Ctrl or ⌘ + Enter instead.
- While an input method composes, Enter only chooses the word.
- Type / to insert a **quick reply**; choose with the arrows.
- Add files with the clip, by dragging, or paste a screenshot.
- Type @ in a note to **mention** a colleague or a team; they are told.

## After sending
- **Sent**: the channel took it. **Delivered**, **read**: as the channel tells us; not every one does.
- **Waiting**: there is no line. It goes out by itself, once; do not send it again.
- **Not sent**: the reason stands beside it. Try again, or put it back to edit.
- “Something new was said”: the customer wrote again, or a colleague has replied. Look at it, then decide.

Some channels have a time in which one may reply. Before it ends the line above the field turns amber. After it, use another channel or invite the customer back.` },
  { id: 'transfer', title: 'Transfer and pending', hint: 'Hand it over, or come back to it later', body: `
## Transfer
Press **Transfer** or [[transfer]], choose a colleague or a queue, and say in a sentence what the customer wants and what was done.

- To a colleague: they hear it, and it is theirs at once.
- To a queue: whoever is free there gets it in turn.
- To the wrong one: they hand it back, or a supervisor helps.

## Pending
Waiting for the customer, the warehouse, a certain time: press **Pending** or [[pending]]. It does not count against your limit.

- It comes back to you when the time has come.
- It comes back earlier when the customer writes.
- To go on sooner, open **Pending** ([[view.pending]]) and press “Resume”.

## Close
Press **Close** or [[close]]. With messages unanswered you are asked first: reply, or say why none is needed. Some brands want a disposition. You can undo it for 5 seconds, and reopen it from **Closed** later.` },
  { id: 'mentions', title: 'Mention colleagues', hint: 'Call them with @ in a note, and see who else is here', body: `
## Mention
Type @ in a **note** ([[note]]) and choose a colleague or a team: arrows and Enter, or press it.

- Only colleagues who may see the conversation are listed. Whoever is named is told; the customer never sees it.
- A note names up to 20 colleagues and teams; a team reaches everybody of it who may see the conversation.
- Whoever is named may read and leave notes; the conversation stays in the hands it is in.
- Without a line it waits with the note and goes out with it, once.

## Mentions
A figure at **Mentions** on the left: somebody named you. What is unread comes first; a press leads to the note and marks it read, and so does seeing it in the conversation. **Mark all as read** can be undone for 5 seconds. All your devices show the same figure.

## Who else is here
- A small eye on a row of the list: a colleague looks at it. A small pencil: a colleague replies.
- Above the field stands “Lin is replying”. When a colleague replies while you write, it says “Lin has just replied”, and what you wrote stays.
- If something came that you have not seen, sending asks you once.` },
  { id: 'customer', title: 'One customer, many channels', hint: 'Web, WeChat and e-mail in one thread', body: `
A customer who comes by web chat, WeChat and e-mail has one thread. Each message says its channel.

- A reply goes out where the customer was last. Change it at the left of the send button.
- **Invite to another channel** ([[invite]]) gives a QR code or a link, and the talk goes on there.
- [[context]] opens the customer: name, phone, tags, earlier conversations.

## Phone and e-mail
Only a part is shown. Press the eye and choose a reason to see all of it; the audit keeps who looked.

## Two customers who are one
When two may be the same person, a merge is suggested in the panel. Their threads become one, and a wrong merge can be undone. Leave what is unclear to a supervisor in **Merge review**.` },
  { id: 'orders', title: 'Orders and side panels', hint: 'Orders beside the conversation, refunds, your own pages', body: `
On the right of a conversation, beside “Customer”, are the **Orders**: what this customer bought, how far it is, the shipment's number. All of it comes from your own order system.

- The **buttons** (refund, resend and the like) are the order system's. You press them in conversations that you have.
- What needs an amount or a reason asks for it in place. What cannot be taken back asks once more and names the amount.
- What came of it stands below the buttons and in the conversation: who, what, how much.

## No orders
- “Nobody knows yet who this is”: the customer has not signed in on your site. Ask them to, and look again.
- “The order system did not answer”: what it said last is still there, with its age. Press **Try again**.

## Outcome unknown
The line broke or nobody answered, so it may have been done or not. Press **Ask for the outcome**: that only asks, and does nothing again. Until there is an outcome the same cannot be pressed.

## Side panels
Further tabs are pages of your own systems. A page may put words into the composer; you read them and send, it never sends. Where a page stays blank, press **Open in a new tab** below it.

## Setting them up
An administrator adds an **Order system** and **Side panels** in the **Settings**: an address, and a secret to be copied to your system. Developers read sections 5 and 6 of the guide for integrators.` },
  { id: 'lists', title: 'Lists and finding', hint: 'Views, filter, commands', body: `
Six views, on the keys 1 to 6: mine, queue, missed, all, pending, closed.

- [[filter]] puts you into the filter: a name, words that were said, a number. Esc clears it.
- The filter looks at what this view has loaded; when little is found, more is loaded.
- [[next]] and [[previous]] walk through the list without the mouse.
- [[palette]] and a name, phone or number finds any customer.

Drag the right edge to make the list wider. The density is in the preferences: compact shows a third more.` },
  { id: 'keyboard', title: 'Keyboard shortcuts', hint: 'See, change and switch off', body: `
Press [[help]] to see all of them. The most used:

- [[accept]] accept, [[reply]] reply, [[note]] note
- [[transfer]] transfer, [[pending]] pending, [[close]] close
- [[next]] next, [[previous]] previous, [[context]] customer
- [[palette]] commands: every action is there

## Changing
1. Press [[help]], or open “Shortcuts” in the preferences.
2. Press a key there, then the new one. Esc leaves it, Backspace switches it off.
3. If another action has the key, you are told first and decide.

At the top you can switch all of them off, or go back to the defaults. Changed keys follow your account.

Nothing fires while you type in a field or an input method composes.` },
  { id: 'presence', title: 'Presence and capacity', hint: 'Ready, break, offline', body: `
- **Ready**: new conversations come to you, up to your limit.
- **Break**: none comes; those you have go on. Choose a reason, so that the supervisor knows. Longer than usual, it turns amber.
- **Offline**: you have left. Reply to, set pending or transfer what waits first.

“3/8” in the menu of your face: you have 3 of at most 8. Administrators set the limit under **People**. Pending ones do not count.

## On a break without asking
- You missed an offer: press “Go on receiving”.
- The line was lost: press “Go on receiving” when it is back. What was yours is still yours.` },
  { id: 'notifications', title: 'Notifications and sounds', hint: 'Silent, too loud, another machine', body: `
Open **Notifications** in the preferences. Five kinds of news have a sound each: an offer, a transfer, a mention, a long wait, a message. Choose another, or none.

- However much happens within 3 seconds, it sounds once, with the most urgent.
- The conversation you are looking at is silent.
- In **quiet hours** there is no sound and no desktop notification; the title still counts.
- **Desktop notifications** come when you look elsewhere; press one to open the conversation.

## No sound
1. Click the page once after a reload: browsers let no page sound before that.
2. Look whether “Sound on this machine” is on, and the volume.
3. Look whether the tab is muted: right-click it.
4. Press “Test”. Still nothing: check the machine and the headset.

## No desktop notification
- The browser was told no: press the icon beside the address, allow notifications, come back and switch it on.
- The machine’s do-not-disturb holds it back too.` },
  { id: 'channels', title: 'Setting up channels', hint: 'For operators and administrators', body: `
Open **Channels**, press **Add account** and choose one. Each tells where to click at the provider.

1. Choose the brand and a name.
2. Follow the steps and copy the provider’s values.
3. Where needed, copy our callback address to the provider.
4. Save, then press **Test**. “Sends and receives” means that it works.

- A secret is written once and shown as stars. Left empty it stays.
- Web chat: copy one line to the end of every page of your site.
- Of a disabled account messages are kept, and nobody is assigned.

**Deliveries** has what did not go out: send it again, or settle it.` },
  { id: 'people', title: 'People and roles', hint: 'For administrators', body: `
Open **People**, press **Invite a colleague** and send the link. They choose their own password. It is good for 24 hours, once.

- **Agent**: serves customers.
- **Supervisor**: also assigns, reviews merges, looks at settings.
- **Operator**: also channels, knowledge and settings.
- **Administrator**: everything, with people and the audit.
- **Auditor**: looks, the audit too.

## Somebody leaves
Set them to **Left**. They are signed out at once and what they had goes back to the queue. Records stay.

## A forgotten password
Open the person, press “Make a password reset link” and send it to them. If the phone is lost, turn off the second factor too.` },
  { id: 'security', title: 'Sign-in and security', hint: 'Password, second factor, browsers', body: `
**Sign-in and security** in the menu of your face.

- **Password**: 8 characters or more; a few unrelated words are easy to keep. Changing it signs out every other browser.
- **Second factor**: scan the code with an authenticator. Keep the 10 recovery codes: they let you in when the phone is lost.
- **Signed-in browsers**: sign out those you do not know, then change the password.

Lock the screen when you leave. On a shared machine **sign out**: what you had not sent waits for your next sign-in, and nobody else sees it.` },
  { id: 'settings', title: 'Settings', hint: 'For supervisors, operators and administrators', body: `
Open **Settings**. The kinds are on the left; the search finds kinds, fields and entries.

- **Reception**: how long an offer rings, what happens in silence.
- **Hours, holidays**: outside of them customers see the form.
- **Greetings and notices**: what customers are told, in both languages.
- **Dispositions, break reasons, customer fields**: what agents choose from.
- **Sensitive words, blocks**: warn, stop, or leave to a supervisor.
- **My notifications, my display, my shortcuts**: yours alone.

Every save is a version. **History** brings an earlier one back, and what was just done can be undone. If somebody changed the same, the differences are shown and you choose.` },
  { id: 'trouble', title: 'What the banners mean', hint: 'Each message, and what to do', body: `
## Connection lost
The network or the service is away. Write on and send as usual; it goes out by itself, once. Press “Reconnect now” if it takes long.

## The server cannot be reached
It could not be reached at the start. It is tried every 5 seconds; what you wrote is kept. If colleagues see it too, tell an administrator.

## There is a new version
Press “Reload”. Drafts and unsent messages stay; let files finish uploading first.

## Signed out
The session ended, or an administrator asked for it. Sign in and you are where you were; nothing unsent is lost.

## The reply window is closed
The channel allows no reply so long after the customer’s last words. Use another channel, or **invite** them to one.

## In doubt
The channel did not say whether it arrived. Do not send it again at once; watch for the customer, or ask an operator to look under **Deliveries**.

## You are at your limit
Close one or set it pending, or ask for a higher limit.

## Changed by somebody else
A colleague changed the same thing. Look at it and change it again.

## The conversation is not yours
A colleague took it, or it was transferred. You can still leave a note.` },
]
