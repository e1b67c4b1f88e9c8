// Starts the console: preferences first (language and theme), then the page.
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { i18n } from './i18n'
import { usePreferences } from './lib/preferences'
import { router } from './router'
import './style.css'

const app = createApp(App)
app.use(createPinia())
await usePreferences().apply()
app.use(i18n).use(router).mount('#app')
// When the page stands: for the next start, and for whoever writes with a thumb.
setTimeout(() => {
  void import('./lib/install').then(({ install }) => install())
  void import('./lib/viewport').then(({ keepAboveKeyboard }) => keepAboveKeyboard())
}, 1_500)
