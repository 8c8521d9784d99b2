import '#renderer/jitless.ts'
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import { App } from '#renderer/app.tsx'
import { LANGUAGES } from '#src/language.ts'
import { fakeTerminal } from './fake-terminal.ts'
import { SCENES, snapshotOf } from './scenes.ts'

const place = document.getElementById('root')
let root: Root | undefined

/**
 * The address says what to show: #counter/kk, #tap-signing/ru. Another one begins anew, without loading, and is
 * there when the document says so.
 */
function show(): void {
  const [wanted, language] = location.hash.slice(1).split('/')
  const scene = SCENES.find((known) => known === wanted) ?? 'counter'
  const snapshot = snapshotOf(scene, LANGUAGES.find((known) => known === language) ?? 'kk')
  root?.unmount()
  root = place ? createRoot(place) : undefined
  flushSync(() => root?.render(<App terminal={fakeTerminal(snapshot)} />))
  document.documentElement.dataset.shown = location.hash
}

addEventListener('hashchange', show)
show()
