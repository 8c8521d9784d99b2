import { join } from 'node:path'
import { openRotatingFile } from '../files/rotating-file.ts'
import { createLogger } from './logger.ts'
import { readable } from './readable-line.ts'

/**
 * On standard error JSON, where systemd and others collect it, and text where a person looks on; the last
 * lines in memory, too.
 */
export const logger = createLogger({
  write: (line) => process.stderr.write(process.stderr.isTTY ? readable(line) : line),
  now: Date.now,
})

export const { log } = logger

/** Ten files of one megabyte: weeks, and never a full disk. */
const ROTATION = { maxBytes: 1_000_000, files: 10 }

/** From now on in files as well: `logs/tapsyr.log` of that folder, and its elders. */
export function keepLog(userData: string): void {
  logger.writeTo(openRotatingFile(join(userData, 'logs', 'tapsyr.log'), ROTATION))
}
