import { exitOnBug } from './modules/crashes.ts'
import { logger } from './modules/log.ts'

// Before anything else of the program is even loaded: what throws then would end in a dialog of Electron's that
// waits for a click, and a new version that cannot be loaded has to end, so that the launcher counts it.
exitOnBug(logger)
await import('./index.ts')
