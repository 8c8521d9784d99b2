import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { App } from './app.tsx'
import { bridge } from './bridge.ts'
import { openDatabase, removeDatabase } from './queue/database.ts'
import { pageClock } from './terminal/clock.ts'
import { createTerminal } from './terminal/terminal.ts'

// Zod would compile its schemas with `new Function`, which the page's policy forbids.
z.config({ jitless: true })

const root = document.getElementById('root')
if (root) {
  const terminal = createTerminal({ bridge, clock: pageClock, open: openDatabase, remove: removeDatabase })
  createRoot(root).render(
    <StrictMode>
      <App terminal={terminal} />
    </StrictMode>,
  )
}
