import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { electronPath, kioskEnv, sandboxArgs } from '#simulator/kiosk-command.ts'
import { killNow, processTree } from '#simulator/process-tree.ts'
import type { Durability, Holdings } from './app/contract.ts'
import { allGone } from './gone.ts'

const APP = join(import.meta.dirname, '../../../.cache/powercut/main')

/** What a terminal had when it started, by receipt number, and what it acknowledged until it died. */
export interface Life {
  readonly held: Readonly<Record<Holdings['store'], ReadonlySet<number>>>
  readonly acknowledged: readonly number[]
  /** Chromium found the queue's database damaged, and deleted it. */
  readonly databaseDeleted: boolean
}

export interface LifeParts {
  readonly userDataDir: string
  readonly durability: Durability
  /** How long it may accept payments. */
  readonly acceptingMs: number
  /** Ends it, and the wait for it, before its time. */
  readonly signal: AbortSignal
}

/** What Chromium says on stderr then. Should a later one say it otherwise, the run counts it as a loss. */
const DELETED = /corrupted \(and deleted\) database/

/** A machine under load is slow and not broken. */
const STARTING_MS = 60_000

const saidSchema = z.union([
  z.strictObject({ store: z.enum(['journal', 'queue', 'recovered']), receipts: z.array(z.int()) }),
  z.strictObject({ acknowledged: z.int() }),
])

/** One life of the terminal: from its start to the SIGKILL of every process of it. */
export async function live({ userDataDir, durability, acceptingMs, signal }: LifeParts): Promise<Life> {
  const args = [...sandboxArgs(), APP, `--user-data-dir=${userDataDir}`, `--durability=${durability}`]
  const child = spawn(electronPath(), args, { stdio: ['ignore', 'pipe', 'pipe'], env: kioskEnv() })
  const closed = once(child, 'close')
  let tree: number[] = []
  const kill = () => {
    tree = child.pid === undefined ? [] : processTree(child.pid)
    killNow(tree)
  }
  let timer = setTimeout(kill, STARTING_MS)
  signal.addEventListener('abort', kill)
  let complaints = ''
  child.stderr.on('data', (text) => {
    complaints += text
  })

  const held = new Map<Holdings['store'], ReadonlySet<number>>()
  const acknowledged: number[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    const said = read(line)
    if (!said) continue
    if ('acknowledged' in said) acknowledged.push(said.acknowledged)
    else held.set(said.store, new Set(said.receipts))
    if (!('store' in said) || said.store !== 'recovered') continue
    clearTimeout(timer)
    timer = setTimeout(kill, acceptingMs)
  }
  await closed
  clearTimeout(timer)
  signal.removeEventListener('abort', kill)
  await allGone(tree)

  signal.throwIfAborted()
  const [journal, queue, recovered] = [held.get('journal'), held.get('queue'), held.get('recovered')]
  if (tree.length === 0 || !journal || !queue || !recovered)
    throw new Error(`the terminal ended by itself, or never began to accept:\n${complaints.slice(-2000)}`)
  return { held: { journal, queue, recovered }, acknowledged, databaseDeleted: DELETED.test(complaints) }
}

/** undefined for a line that the kill has cut, and for whatever else Electron says. */
function read(line: string): z.output<typeof saidSchema> | undefined {
  try {
    return saidSchema.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}
