// The loader for the host page: one classic script, dist/widget.js, without globals besides Parlor.
import { defineConfig } from 'vite'

export default defineConfig({
  build: {
    lib: { entry: 'src/loader/main.ts', formats: ['iife'], name: 'parlorLoader', fileName: () => 'widget.js' },
    outDir: '../../dist',
    emptyOutDir: false,
    target: 'es2020',
    minify: true,
    reportCompressedSize: false,
  },
})
