import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { electronPath } from '#simulator/kiosk-command.ts'
import type { Terminal } from './fixtures.ts'

interface Start {
  readonly env?: Readonly<Record<string, string>>
  /** Electron's own: a terminal of the tests takes any. */
  readonly switches?: readonly string[]
}

/** From now on the terminal is started with these as well. */
export function startWith({ dir, startBy }: Terminal, { env = {}, switches = [] }: Start): void {
  const path = join(dir, 'electron-with')
  const set = Object.entries(env).map(([name, value]) => `${name}='${value}'`)
  const line = ['exec env', ...set, `'${electronPath()}'`, '"$@"', ...switches].join(' ')
  writeFileSync(path, `#!/bin/sh\n${line}\n`, { mode: 0o755 })
  startBy(path)
}
