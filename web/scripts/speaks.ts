// Tests read Chinese, as the pages begin: the browser they run in says so too, else the first choice that is kept would change the language
// some time later, in the middle of whatever is tested then.
if (typeof navigator !== 'undefined') Object.defineProperty(navigator, 'language', { value: 'zh-CN', configurable: true })
