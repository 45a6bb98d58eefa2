import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
// @ts-expect-error the project installs no Node types: these two are only used while building
import { rm } from 'node:fs/promises'

const out = '../beffroi/static'
const server = 'http://127.0.0.1:8000'

/** The widget is built into the same folder, so only what this build wrote before is removed. */
const emptyOwnAssets: Plugin = {
  name: 'empty-own-assets',
  apply: 'build',
  async buildStart() {
    await rm(`${out}/assets`, { recursive: true, force: true })
  },
}

export default defineConfig({
  base: '/',
  plugins: [react(), emptyOwnAssets],
  resolve: { alias: { '~': new URL('./src', import.meta.url).pathname } },
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: out,
    emptyOutDir: false,
    manifest: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/api': { target: server, ws: true }, '/chat': { target: server, ws: true }, '/demo': server } },
  test: { include: ['tests/**/*.test.ts'] },
} as Parameters<typeof defineConfig>[0])
