import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { type Journal, type JournalDeps, openJournal } from '#main/journal/journal.ts'
import { GENESIS, writeLine } from '#main/journal/line.ts'
import { listSegments, SEGMENT_LINES, segmentPath } from '#main/journal/segments.ts'
import type { Fact, JournalEntry } from '#src/journal/entry.ts'
import { acceptedPayment, id } from '../../fakes/accepted.ts'
import { fakeClock } from '../../fakes/clock.ts'

export const acceptedFact = (n: number): Fact => ({ type: 'accepted', payment: acceptedPayment(n) })

export interface Opened {
  readonly journal: Journal
  /** What was on disk at opening. */
  readonly entries: readonly JournalEntry[]
  readonly said: readonly string[]
}

let openings = 0

/** A journal whose random bytes and clock differ at each opening, as they do in life. */
export async function openBook(dir: string, deps: Partial<JournalDeps> = {}): Promise<Opened> {
  openings += 1
  const seed = openings
  const entries: JournalEntry[] = []
  const said: string[] = []
  let drawn = 0
  const opened = await openJournal(dir, {
    clock: fakeClock(1_700_000_000_000 + seed * 1000),
    randomBytes(n) {
      drawn += 1
      return new Uint8Array(n).fill(seed).fill(drawn, 0, 1)
    },
    onEntry: ({ entry }) => entries.push(entry),
    log: (message) => said.push(message),
    ...deps,
  })
  if (!opened.ok) throw new Error(opened.error.detail)
  return { journal: opened.value, entries: [...entries], said }
}

/** A journal on disk with these many payments in it. */
export async function writeBook(dir: string, payments: number): Promise<JournalEntry[]> {
  const { journal } = await openBook(dir)
  for (let n = 1; n <= payments; n += 1) await journal.append(acceptedFact(n))
  const entries = await journal.since(0, payments + 1)
  await journal.close()
  return entries
}

/** Whole files of a long journal, written in one go. Gives the facts behind its first line. */
export function writeLongBook(dir: string, lines: number): Fact[] {
  const facts = Array.from({ length: lines - 1 }, (_, i) => acceptedFact(i + 1))
  writeFacts(dir, facts)
  return facts
}

/** The files of a journal of these facts, behind its first line. */
export function writeFacts(dir: string, behind: readonly Fact[]): void {
  mkdirSync(dir, { recursive: true })
  const opened: Fact = { type: 'opened', ledgerId: id(0x1ed9e2), epoch: id(0xe90c) }
  const facts = [opened, ...behind]
  let prev = GENESIS
  const texts = facts.map((fact, i) => {
    const { hash, text } = writeLine({ seq: i + 1, at: 1_700_000_000_000, fact }, prev)
    prev = hash
    return text
  })
  for (let i = 0; i < texts.length; i += SEGMENT_LINES)
    writeFileSync(segmentPath(dir, i + 1), texts.slice(i, i + SEGMENT_LINES).join(''))
}

/** Turns one bit of the second line's body. */
export const damageSecondLine = (bytes: Buffer): Buffer => {
  const position = bytes.indexOf(0x0a) + 200
  bytes.writeUInt8(bytes.readUInt8(position) ^ 1, position)
  return bytes
}

export async function firstFile(dir: string): Promise<string> {
  const [segment] = await listSegments(dir)
  if (!segment) throw new Error('no segment')
  return segment.path
}

export async function changeFile(dir: string, change: (bytes: Buffer) => Buffer): Promise<void> {
  const path = await firstFile(dir)
  writeFileSync(path, change(readFileSync(path)))
}

export const factsOf = (entries: readonly JournalEntry[]): Fact[] => entries.map(({ fact }) => fact)
