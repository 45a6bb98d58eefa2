// After this runs, the chat widget is built beside the screens, when its sources are there.
import { existsSync } from 'node:fs'
import { build } from 'vite'

const configFile = 'widget/vite.config.ts'
if (existsSync(configFile)) await build({ configFile })
