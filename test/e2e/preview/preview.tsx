import '#renderer/jitless.ts'
import { createRoot } from 'react-dom/client'
import { App } from '#renderer/app.tsx'
import { LANGUAGES } from '#src/language.ts'
import { fakeTerminal } from './fake-terminal.ts'
import { SCENES, snapshotOf } from './scenes.ts'

// The address says what to show: #counter/kk, #tap-signing/ru.
const [wanted, language] = location.hash.slice(1).split('/')
const scene = SCENES.find((known) => known === wanted) ?? 'counter'

const root = document.getElementById('root')
if (root) {
  const snapshot = snapshotOf(scene, LANGUAGES.find((known) => known === language) ?? 'kk')
  createRoot(root).render(<App terminal={fakeTerminal(snapshot)} />)
}
