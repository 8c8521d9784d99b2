import inspector from 'node:inspector'
import { refusedSwitches } from './switches.ts'

/**
 * What this process was started with and must not be. Tests and developers drive the terminal through
 * Node's inspector, which a release cannot open (its fuse is off): where it is open, all is allowed.
 */
export function refusedHere(): string[] {
  if (inspector.url() !== undefined) return []
  return refusedSwitches(process.argv.slice(1), { isRoot: process.getuid?.() === 0 })
}
