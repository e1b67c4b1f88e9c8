// One test run for every workspace; each test file names its environment when it needs a page.
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('./apps/console/src', import.meta.url)) } },
  test: {
    include: ['{packages,apps}/*/test/**/*.test.{ts,tsx}'],
    environment: 'happy-dom',
    // Starts in half the time of processes; each file still has a world of its own.
    pool: 'threads',
    setupFiles: ['./scripts/speaks.ts', ...(process.env.PARLOR_TEST_JITTER ? ['./scripts/jitter.ts'] : [])],
    restoreMocks: true,
    // Guards against what hangs; a busy machine is no failure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
