import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { must, ROOT, say } from './run.mjs'

const OLDEST_NODE = [20, 19]

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(ROOT, file), 'utf8')).packages
  } catch {
    return undefined
  }
}

/**
 * Whether what npm installed is what the lock file names. npm writes its own list as the last step
 * of an install, so an interrupted one counts as none. Optional packages of other platforms may be absent.
 */
export function isInstalled(wanted, installed) {
  if (!wanted || !installed) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const found = installed[path]
    if (!found) return entry.optional === true
    return found.version === entry.version && found.integrity === entry.integrity
  })
}

/** npm packages as the lock file says. Needs nothing but Node and npm. */
export async function installPackages() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]))
    say(`Node ${process.versions.node} is older than ${OLDEST_NODE.join('.')}; something may not work.`)
  if (isInstalled(readPackages('package-lock.json'), readPackages('node_modules/.package-lock.json'))) return
  say('Installing npm packages (about half a minute) …')
  // Only errors: Electron's own package asks for a newer Node than this program needs, and says so each time.
  await must('npm ci', 'npm', ['ci', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'])
}
