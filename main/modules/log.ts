import { createLogger } from './logger.ts'

/** One line per event on standard error, where systemd and people find it; the last ones in memory, too. */
export const logger = createLogger({ write: (line) => process.stderr.write(line), now: Date.now })

export const { log } = logger
