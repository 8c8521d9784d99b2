import { app } from 'electron'

/**
 * A bug in main ends the program with a line in the log: Electron's own answer is a dialog that
 * nobody at a counter can use. Whoever starts the kiosk starts it again, and the journal is whole.
 */
export function exitOnBug(log: (message: string) => void): void {
  const exit = (error: unknown) => {
    log(`bug: ${error instanceof Error ? error.stack : String(error)}`)
    app.exit(1)
  }
  process.on('uncaughtException', exit)
  process.on('unhandledRejection', exit)
}
