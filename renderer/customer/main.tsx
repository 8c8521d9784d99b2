import { createRoot } from 'react-dom/client'
import { bridge } from './bridge.ts'
import { CustomerScreen } from './customer-screen.tsx'

// Main tells as soon as this has run; until then the screen is blank.
const element = document.getElementById('root')
if (element) {
  const root = createRoot(element)
  bridge.onView((view) => {
    document.documentElement.lang = view.language
    root.render(<CustomerScreen view={view} />)
  })
}
