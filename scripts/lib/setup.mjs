import { installPackages } from './packages.mjs'
import { installSystemPackages } from './system.mjs'

/**
 * Everything a command needs on a bare machine; quick when all is there. `display`: the command
 * opens windows where there may be no screen, so a virtual one must be at hand.
 */
export async function setUp({ display }) {
  await installPackages()
  await installSystemPackages({ display })
  // Imported late: it uses npm packages.
  const { electronRuntime } = await import('./electron-runtime.mjs')
  const runtime = await electronRuntime()
  return { runtime, electron: runtime.executable }
}
