// Build of the agent console: one installable page, hashed assets under /assets.
import { fileURLToPath } from 'node:url'
import tailwind from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

/** Where `npm run dev` finds a running server. */
const server = process.env.PARLOR_URL ?? 'http://127.0.0.1:8080'

interface Graph { getModuleInfo(id: string): { isEntry: boolean; importers: readonly string[] } | null }

/** What the first paint needs, directly or through others, is one file: many small ones compress worse. */
function firstChunk(id: string, graph: Graph): string | null {
  const seen = new Set<string>()
  const left = [id]
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    const module = graph.getModuleInfo(at)
    if (module?.isEntry) return 'first'
    for (const importer of module?.importers ?? []) if (!seen.has(importer)) left.push(importer)
    seen.add(at)
  }
  return null
}

export default defineConfig({
  plugins: [vue(), tailwind()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
    __INTLIFY_DROP_MESSAGE_COMPILER__: false,
  },
  build: {
    outDir: fileURLToPath(new URL('../../dist/console', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    license: { fileName: 'third-party.txt' },
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: firstChunk }] } } },
  },
  // The AMR decoder has an `eval` in a corner that is never called; the page's policy would refuse it.
  worker: { rolldownOptions: { checks: { eval: false } } },
  server: {
    port: 5173,
    proxy: {
      // With its slash: `/api-keys` is a page.
      '/api/': { target: server },
      '/docs': { target: server },
      '/files': { target: server },
      '/ws': { target: server, ws: true },
    },
  },
})
