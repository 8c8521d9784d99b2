import { rename, writeFile } from 'node:fs/promises'
import type { Clock } from '#src/time/clock.ts'

interface FileParts {
  readonly text: () => Promise<string>
  readonly clock: Clock
  readonly log: (message: string) => void
}

/** node-exporter reads it whenever it is asked itself. */
const EVERY_MS = 15_000

/**
 * Writes the figures where node-exporter's textfile collector finds them, whole or not at all:
 * https://github.com/prometheus/node_exporter#textfile-collector. Returns the function that ends it.
 */
export function writeMetrics(path: string, { text, clock, log }: FileParts): () => void {
  let hasFailed = false
  let cancel: (() => void) | undefined

  async function write(): Promise<void> {
    try {
      // The collector takes no file whose name ends so.
      const half = `${path}.tmp`
      await writeFile(half, await text(), { mode: 0o644 })
      await rename(half, path)
      hasFailed = false
    } catch (error) {
      if (!hasFailed) log(`${path} cannot be written: ${error}`)
      hasFailed = true
    }
  }

  function next(): void {
    cancel = clock.after(EVERY_MS, next)
    void write()
  }

  next()
  return () => cancel?.()
}
