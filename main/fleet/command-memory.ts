import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { Hex } from '#src/payment/hex.ts'
import { hexSchema } from '#src/payment/record.ts'
import { writeDurably } from '../files/durable.ts'

/** A command that was had, with the time after which it has expired anyway, ms since the epoch. */
export interface Had {
  readonly id: Hex
  readonly until: number
}

/** The commands that this terminal has had, on disk: none is carried out twice. */
export interface CommandMemory {
  has(id: Hex): boolean
  /** Without room for its id a command must not be carried out, as it could come again. */
  hasRoom(now: number): boolean
  /** Resolves when it is on disk. */
  keep(id: Hex, until: number, now: number): Promise<void>
  /** Of a message that was refused, SHA-256 in hex. */
  hasRefused(digest: string): boolean
  keepRefused(digest: string): Promise<void>
}

/** An operator gives a terminal some a day, and each counts for a week at most. */
const MOST = 1000
/** Of refused ones the last are enough: a forgotten one is only noted once more. */
const MOST_REFUSED = 200

const memorySchema = z.strictObject({
  v: z.literal(1),
  had: z.array(z.strictObject({ id: hexSchema(16), until: z.int().nonnegative() })).max(MOST),
  refused: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(MOST_REFUSED),
})
type Memory = Omit<z.output<typeof memorySchema>, 'v'>

export interface CommandMemoryParts {
  readonly path: string
  /** What the journal has of commands: they are known by it when the file is damaged. */
  readonly noted: () => Promise<readonly Had[]>
  readonly log: (message: string) => void
}

export async function openCommandMemory({ path, noted, log }: CommandMemoryParts): Promise<CommandMemory> {
  const found = await read(path, log)
  let memory: Memory = found ?? { had: (await noted()).slice(-MOST), refused: [] }
  let last: Promise<unknown> = Promise.resolve()

  /** In memory it counts when the disk has it. */
  function write(change: (before: Memory) => Memory): Promise<void> {
    const written = last.then(async () => {
      const next = change(memory)
      await writeDurably(path, JSON.stringify({ v: 1, ...next }))
      memory = next
    })
    last = written.catch(() => undefined)
    return written
  }

  return {
    has: (wanted) => memory.had.some(({ id }) => id === wanted),
    hasRoom: (now) => roomFor(memory.had, now).length < MOST,
    keep: (id, until, now) =>
      write((before) => ({ ...before, had: [...roomFor(before.had, now), { id, until }] })),
    hasRefused: (digest) => memory.refused.includes(digest),
    keepRefused: (digest) =>
      write((before) => ({ ...before, refused: [...before.refused, digest].slice(-MOST_REFUSED) })),
  }
}

/** Only for want of room are any forgotten: a clock that was ahead for a moment must not do it. */
const roomFor = (had: Memory['had'], now: number): Memory['had'] =>
  had.length < MOST ? had : had.filter(({ until }) => until > now)

/** Undefined: it is damaged. */
async function read(path: string, log: (message: string) => void): Promise<Memory | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => error)
  try {
    if (!(text instanceof Error)) return memorySchema.parse(JSON.parse(text))
    if (text.code === 'ENOENT') return { had: [], refused: [] }
    throw text
  } catch (error) {
    log(`${path}: ${error}`)
    return undefined
  }
}
