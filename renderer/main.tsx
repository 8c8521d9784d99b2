import './jitless.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { bridge } from './bridge.ts'
import { openDatabase, removeDatabase } from './queue/database.ts'
import { pageClock } from './terminal/clock.ts'
import { createTerminal } from './terminal/terminal.ts'

const root = document.getElementById('root')
if (root) {
  const terminal = createTerminal({
    bridge,
    clock: pageClock,
    storage: window.localStorage,
    reload: () => window.location.reload(),
    wasReloaded: isReload(),
    open: openDatabase,
    remove: removeDatabase,
  })
  // Only a hint to look at once: whether there is a network, the chain says itself.
  window.addEventListener('online', terminal.sendNow)
  createRoot(root).render(
    <StrictMode>
      <App terminal={terminal} />
    </StrictMode>,
  )
}

function isReload(): boolean {
  const [navigation] = performance.getEntriesByType('navigation')
  return navigation instanceof PerformanceNavigationTiming && navigation.type === 'reload'
}
