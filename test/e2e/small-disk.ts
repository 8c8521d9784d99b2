import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Kiosk } from '#simulator/kiosk.ts'
import { electronPath } from '#simulator/kiosk-command.ts'
import type { Terminal } from './fixtures.ts'

/** A disk of the terminal's own, that a test fills and empties. */
export interface SmallDisk {
  /**
   * `full`: a file system without room, which refuses main and Chromium alike. `limited`: where no file system can be
   * mounted, no file of main's may grow.
   */
  readonly kind: 'full' | 'limited'
  fill(kiosk: Kiosk): Promise<void>
  empty(kiosk: Kiosk): void
  /** Whether the journal has room for one more payment in what it has of the full disk already. */
  takesOneMore(): boolean
  close(): void
}

const MEGABYTES = 96

/**
 * Puts the terminal's files on a file system in memory, in namespaces of its own: that needs no rights where users may
 * have namespaces. Not every container lets them.
 */
export async function smallDisk(terminal: Terminal): Promise<SmallDisk> {
  mkdirSync(terminal.userDataDir, { recursive: true })
  return (await mounted(terminal)) ?? limited(terminal)
}

async function mounted({ dir, userDataDir, startBy }: Terminal): Promise<SmallDisk | undefined> {
  const mount = 'mount -t tmpfs -o "size=$0" tmpfs "$1" && echo mounted && exec cat'
  const holder = spawn('unshare', [
    ...['--user', '--map-root-user', '--mount', '--propagation', 'private'],
    ...['sh', '-c', mount, `${MEGABYTES}m`, userDataDir],
  ])
  if (!(await saysMounted(holder))) return undefined
  startBy(enter(join(dir, 'electron-inside'), holder))
  const inside = `/proc/${holder.pid}/root${userDataDir}`
  const ballast = join(inside, 'ballast')
  return {
    kind: 'full',
    takesOneMore: () => takesOneMore(journalOf(inside)),
    fill: () => fillWith(ballast),
    empty: () => rmSync(ballast),
    close: () => void holder.kill(),
  }
}

async function saysMounted(holder: ChildProcess): Promise<boolean> {
  const failed = Promise.race([once(holder, 'error'), once(holder, 'exit')]).then(() => false)
  const said = holder.stdout ? once(holder.stdout, 'data').then(() => true) : Promise.resolve(false)
  return Promise.race([failed, said])
}

/** There it is root, by name only: Chromium's sandbox takes that for the real one. */
function enter(path: string, { pid }: ChildProcess): string {
  const sandbox = process.getuid?.() === 0 ? '' : ' --no-sandbox'
  writeFileSync(
    path,
    `#!/bin/sh\nexec nsenter --target ${pid} --user --mount --preserve-credentials '${electronPath()}' "$@"${sandbox}\n`,
    { mode: 0o755 },
  )
  return path
}

/** To the last byte, by a program of its own: the devices run in this one. */
async function fillWith(path: string): Promise<void> {
  const filling = spawn('dd', ['if=/dev/zero', `of=${path}`, 'bs=64k'], { env: { LC_ALL: 'C' } })
  let said = ''
  filling.stderr.on('data', (text) => {
    said += text
  })
  await once(filling, 'close')
  if (!said.includes('No space left')) throw new Error(`the disk is not full: ${said}`)
}

function limited({ userDataDir }: Terminal): SmallDisk {
  const limit = ({ pid }: Kiosk, bytes: string): void => {
    const { status } = spawnSync('prlimit', ['--pid', `${pid}`, `--fsize=${bytes}:unlimited`])
    if (status !== 0) throw new Error('neither a file system can be mounted here nor a limit be set')
  }
  return {
    kind: 'limited',
    takesOneMore: () => false,
    fill: async (kiosk) => limit(kiosk, `${statSync(journalOf(userDataDir)).size}`),
    empty: (kiosk) => limit(kiosk, 'unlimited'),
    close: () => undefined,
  }
}

/** The segment that grows. */
function journalOf(userDataDir: string): string {
  const folder = join(userDataDir, 'journal')
  const segments = readdirSync(folder).filter((name) => name.endsWith('.jsonl'))
  return join(folder, segments.sort().at(-1) ?? '')
}

const BLOCK = 4096

function takesOneMore(path: string): boolean {
  const lines = readFileSync(path, 'utf8').split('\n')
  const shortest = Math.min(
    ...lines.filter((line) => line.includes('"accepted"')).map((line) => Buffer.byteLength(line)),
  )
  const { size } = statSync(path)
  return (BLOCK - (size % BLOCK)) % BLOCK > shortest - 100
}
