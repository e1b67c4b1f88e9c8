// Sets theme and language before the first paint. A file of its own because the page allows no inline script; renamed when it changes.
(function () {
  var kept = {}
  try { kept = JSON.parse(localStorage.getItem('parlor.preferences') || '{}') } catch { /* a broken entry means defaults */ }
  var dark = kept.theme === 'dark' || (kept.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
  if (kept.locale) document.documentElement.lang = kept.locale
})()
