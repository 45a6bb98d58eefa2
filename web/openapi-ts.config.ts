import { defineConfig } from '@hey-api/openapi-ts'

/** Types of what the server says, made from its own description; `src/api/generated` is never edited. */
export default defineConfig({
  input: 'openapi.json',
  output: { path: 'src/api/generated' },
  plugins: ['@hey-api/typescript'],
})
