// The widget is one file, for pages of any site: beffroi/static/widget.js. No framework, at most 15 KB gzip.
import { defineConfig } from 'vite'

export default defineConfig({
  root: new URL('.', import.meta.url).pathname,
  publicDir: false,
  build: {
    outDir: new URL('../../beffroi/static', import.meta.url).pathname,
    emptyOutDir: false,
    target: 'es2022',
    cssMinify: true,
    modulePreload: false,
    rolldownOptions: {
      input: new URL('./src/main.ts', import.meta.url).pathname,
      output: { format: 'es', entryFileNames: 'widget.js', codeSplitting: false },
    },
  },
})
