// Writing Chinese with an input method: no key that belongs to it ever sends, chooses or shortcuts.
import { seen, texts } from '../lib/see.mjs'

/** Plays an input method into the focused field: composes, confirms with Enter, and reports the key both ways browsers do. */
async function compose(target, session, field, letters, words) {
  await field.focus()
  const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, nativeVirtualKeyCode: 13 }
  await session.send('Input.imeSetComposition', { text: letters, selectionStart: letters.length, selectionEnd: letters.length })
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter })
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter })
  await session.send('Input.insertText', { text: words })
  // Some input methods end the composition first and report the Enter that did it afterwards, as key 229.
  await field.evaluate((element) => element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true })))
}

export const stories = {
  async 'an Enter of the input method never sends'(world) {
    await world.open()
    const agent = await world.agent()
    const visitor = await world.visitor()
    const frame = visitor.page.frames().find((one) => one.url().includes('/widget/'))
    const inFrame = await visitor.page.context().newCDPSession(frame)
    await compose(frame, inFrame, visitor.field, 'ni hao', '你好')
    await visitor.field.press('Enter')
    await texts(visitor.mine, ['你好'])

    await agent.accept()
    const inPage = await agent.page.context().newCDPSession(agent.page)
    await agent.replyTab.click()
    await compose(agent.page, inPage, agent.composer, 'zai de', '在的')
    await agent.composer.press('Enter')
    await texts(visitor.theirs, ['在的'])

    // The palette's field: composing Enter runs no command.
    await agent.page.keyboard.press('Control+k')
    const palette = agent.page.getByRole('combobox')
    await seen(palette)
    await compose(agent.page, inPage, palette, 'zhuan', '转')
    await seen(palette)
    await agent.page.keyboard.press('Escape')
    await texts(visitor.theirs, ['在的'])
  },
}
