import { app, crashReporter } from 'electron'
import { writeBug } from '../crashes/bug-note.ts'
import { crashFolder, pruneCrashes } from '../crashes/crash-files.ts'
import type { Logger } from './logger.ts'

/** Chromium writes a dump at most so long after it has told of the dead process. */
const DUMP_MS = 5000

/** Before the program is ready, so that every process is watched. The dumps stay here: nothing is sent anywhere. */
export function keepCrashes(): void {
  const folder = crashFolder(app.getPath('userData'))
  app.setPath('crashDumps', folder)
  crashReporter.start({ uploadToServer: false })
  const prune = () => void pruneCrashes(folder)
  prune()
  app.on('render-process-gone', () => setTimeout(prune, DUMP_MS))
  app.on('child-process-gone', () => setTimeout(prune, DUMP_MS))
}

/**
 * A bug in main ends the program with a line in the log and a note for the next start: Electron's own answer
 * is a dialog that nobody at a counter can use. Whoever starts the kiosk starts it again, and the journal is whole.
 */
export function exitOnBug({ error: log, clean }: Pick<Logger, 'error' | 'clean'>): void {
  const exit = (error: unknown) => {
    const stack = (error instanceof Error ? error.stack : undefined) ?? String(error)
    log(`bug: ${stack}`)
    const bug = { at: Date.now(), version: app.getVersion(), stack: clean(stack) }
    writeBug(crashFolder(app.getPath('userData')), bug)
    app.exit(1)
  }
  process.on('uncaughtException', exit)
  process.on('unhandledRejection', exit)
}
