import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './tokens.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App'
import { startLanguages } from './i18n'

// Libraries that write style elements (the modal's scroll lock) take the nonce of the page from here.
const nonce = document.querySelector<HTMLElement>('[nonce]')?.nonce ?? ''
Object.assign(globalThis, { __webpack_nonce__: nonce })

const root = document.getElementById('root')
if (root) {
  await startLanguages()
  createRoot(root).render(
    <StrictMode>
      <App nonce={nonce} />
    </StrictMode>,
  )
}
