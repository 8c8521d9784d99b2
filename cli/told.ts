import { errorWords } from '#src/errors/words/words.ts'
import type { Result } from '#src/result.ts'

/** Says what came of a task, and gives back the exit code for it. */
export function told(done: Result<string>): number {
  if (done.ok) {
    process.stdout.write(`${done.value}\n`)
    return 0
  }
  const { what, now } = errorWords(done.error.code, 'en')
  process.stderr.write(`${what} ${now}\n${done.error.detail ?? ''}\n`)
  return 1
}
