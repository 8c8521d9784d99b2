import { LOG_LEVELS, type LogLevel, type LogRecord } from '#src/ipc/maintenance.ts'

export type Log = (message: string) => void

/** What the program says, on standard error and in the memory of the last lines. */
export interface Logger {
  readonly log: Log
  readonly debug: Log
  readonly error: Log
  /** Lines behind that number, oldest first. */
  records(after: number): readonly LogRecord[]
  /** Less than this is neither written nor kept. */
  setLevel(level: LogLevel): void
  level(): LogLevel
}

const KEPT_LINES = 1000
/** A stack trace fits; a page of somebody's portal does not. */
const LONGEST_LINE = 2000

export interface LoggerParts {
  readonly write: (line: string) => void
  readonly now: () => number
}

export function createLogger({ write, now }: LoggerParts): Logger {
  const kept: LogRecord[] = []
  let level: LogLevel = 'info'
  let seq = 0

  function say(of: LogLevel, message: string): void {
    if (LOG_LEVELS.indexOf(of) < LOG_LEVELS.indexOf(level)) return
    seq += 1
    const at = now()
    kept.push({ seq, at, level: of, text: message.slice(0, LONGEST_LINE) })
    if (kept.length > KEPT_LINES) kept.shift()
    write(`${new Date(at).toISOString()} ${message}\n`)
  }

  return {
    log: (message) => say('info', message),
    debug: (message) => say('debug', message),
    error: (message) => say('error', message),
    records: (after) => kept.filter((record) => record.seq > after),
    setLevel(next) {
      level = next
    },
    level: () => level,
  }
}
