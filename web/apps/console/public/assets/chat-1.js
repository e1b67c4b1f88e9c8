// Dresses `/chat/{account}`: the brand's name, mark and colour, and one language. Without it the page says the same, plainly.
// A file of its own because the page allows no inline script; renamed when it changes.
(function () {
  var account = document.currentScript.dataset.account
  function on(color) {
    var parts = [1, 3, 5].map(function (at) {
      var part = parseInt(color.slice(at, at + 2), 16) / 255
      return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4)
    })
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] > 0.3 ? '#101318' : '#ffffff'
  }
  fetch('/api/visitor/config?account=' + encodeURIComponent(account)).then(function (answer) { return answer.json() }).then(function (config) {
    var name = config.brand.name
    var color = /^#[0-9a-f]{6}$/i.test(config.color) ? config.color : '#1d5fbf'
    var main = document.querySelector('main')
    var mark = document.createElement('p')
    mark.className = 'mark'
    mark.setAttribute('aria-hidden', 'true')
    mark.textContent = Array.from(name)[0] || ''
    main.prepend(mark)
    main.querySelector('h1').textContent = name
    document.title = name
    document.documentElement.lang = navigator.language.indexOf('zh') === 0 ? 'zh-CN' : 'en'
    document.body.className = 'branded'
    document.body.dataset.side = config.position
    document.body.style.setProperty('--brand', color)
    document.body.style.setProperty('--on-brand', on(color))
  }).catch(function () { /* The chat itself says when it cannot be reached. */ })
})()
