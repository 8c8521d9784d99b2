import { pino } from 'pino'
import { LOG_LEVELS, type LogLevel, type LogRecord } from '#src/ipc/maintenance.ts'
import { withoutSecrets } from '../config/redact.ts'

export type Log = (message: string) => void

/** What the program says: lines of JSON for files and the system's journal, and in memory the last ones. */
export interface Logger {
  readonly log: Log
  readonly debug: Log
  readonly error: Log
  /** The voice of one part of the program: its lines name it. */
  as(component: string): Log
  /** None of these is ever written, whoever says it. */
  hide(secrets: readonly string[]): void
  /** As a line of the log would have it. */
  clean(text: string): string
  /** Each further line goes there, too. */
  writeTo(write: (line: string) => void): void
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
  const writers = [write]
  let secrets: readonly string[] = []
  let level: LogLevel = 'info'
  let seq = 0
  const lines = pino(
    {
      // What is below the level does not come so far.
      level: LOG_LEVELS[0],
      base: null,
      messageKey: 'message',
      timestamp: () => `,"time":"${new Date(now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    {
      write(line: string) {
        for (const each of writers) each(line)
      },
    },
  )

  const clean = (text: string): string => withoutSecrets(text, secrets)

  function say(of: LogLevel, message: string, component?: string): void {
    if (LOG_LEVELS.indexOf(of) < LOG_LEVELS.indexOf(level)) return
    seq += 1
    const text = clean(message).slice(0, LONGEST_LINE)
    const from = component === undefined ? {} : { component }
    kept.push({ seq, at: now(), level: of, text, ...from })
    if (kept.length > KEPT_LINES) kept.shift()
    lines[of](from, text)
  }

  return {
    log: (message) => say('info', message),
    debug: (message) => say('debug', message),
    error: (message) => say('error', message),
    as: (component) => (message) => say('info', message, component),
    hide(more) {
      secrets = [...secrets, ...more]
    },
    clean,
    writeTo: (more) => void writers.push(more),
    records: (after) => kept.filter((record) => record.seq > after),
    setLevel(next) {
      level = next
    },
    level: () => level,
  }
}
