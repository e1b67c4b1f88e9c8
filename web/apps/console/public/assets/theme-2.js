// Sets theme, language and sizes before the first paint. A file of its own because the page allows no inline script; renamed when it changes.
(function () {
  var kept = {}
  try { kept = JSON.parse(localStorage.getItem('parlor.preferences') || '{}') } catch { /* a broken entry means defaults */ }
  var dark = kept.theme === 'dark' || (kept.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  var root = document.documentElement
  root.dataset.theme = dark ? 'dark' : 'light'
  if (kept.density) root.dataset.density = kept.density
  if (kept.text) root.dataset.text = kept.text
  if (kept.motion) root.dataset.motion = kept.motion
  if (kept.locale) root.lang = kept.locale
})()
