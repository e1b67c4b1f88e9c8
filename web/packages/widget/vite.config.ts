// The application inside the iframe: dist/widget/index.html and its hashed assets under /widget/.
import { defineConfig } from 'vite'

export default defineConfig({
  base: '/widget/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../dist/widget',
    emptyOutDir: true,
    target: 'es2020',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    license: { fileName: 'third-party.txt' },
  },
})
