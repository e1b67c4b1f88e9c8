// The fictional shop's page: dist/demo/index.html with its assets under /demo/.
import { defineConfig } from 'vite'

export default defineConfig({
  base: '/demo/',
  build: {
    outDir: '../../dist/demo',
    emptyOutDir: true,
    target: 'es2020',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
})
