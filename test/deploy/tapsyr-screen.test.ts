import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'

const DEPLOY = join(import.meta.dirname, '../../deploy/linux')

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tapsyr-screen-'))
  mkdirSync(join(home, 'bin'))
  copyFileSync(join(DEPLOY, 'tapsyr-screen'), join(home, 'tapsyr-screen'))
  // It waits for its program, and ends with 0 whatever that said.
  script('bin/cage', 'trap : TERM\nshift\n"$@"\nexit 0')
})
afterEach(() => rmSync(home, { recursive: true }))

const script = (name: string, text: string) =>
  writeFileSync(join(home, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 })
const terminal = (text: string) => script('tapsyr-launch', `echo "$*" >"${home}/started"\n${text}`)
const read = (name: string) => readFileSync(join(home, name), 'utf8').trim()
const environment = (session: string) => ({
  PATH: `${home}/bin:${process.env.PATH}`,
  RUNTIME_DIRECTORY: home,
  XDG_SESSION_TYPE: session,
})
const run = (session: string) =>
  spawnSync(join(home, 'tapsyr-screen'), ['--kiosk'], { env: environment(session) }).status

it.each(['wayland', 'x11'])('ends on %s with what the terminal ended with', (session) => {
  for (const status of [0, 75, 79, 1]) {
    terminal(`exit ${status}`)
    expect(run(session)).toBe(status)
    expect(read('ended')).toBe(String(status))
  }
  expect(read('started')).toContain(`--ozone-platform=${session} --kiosk`)
})

it('says by which signal the terminal was ended', () => {
  terminal('kill -KILL $$')
  expect(run('wayland')).toBe(128 + 9)
})

it('fails where no screen came up, whatever the last end was', () => {
  writeFileSync(join(home, 'ended'), '75\n')
  script('bin/cage', 'exit 0')
  expect(run('wayland')).toBe(1)
  expect(existsSync(join(home, 'ended'))).toBe(false)
})

it('waits for a terminal that is told to stop with it', async () => {
  terminal(`trap 'exit 0' TERM\necho >"${home}/up"\nwhile :; do sleep 0.05; done`)
  const child = spawn(join(home, 'tapsyr-screen'), [], { env: environment('wayland'), detached: true })
  while (!existsSync(join(home, 'up'))) await new Promise((done) => setTimeout(done, 20))
  // As systemd does: everybody of the service is told.
  process.kill(-(child.pid ?? 0), 'SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})
