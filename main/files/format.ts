import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { fail, ok, type Result } from '#src/result.ts'
import { writeDurably } from './durable.ts'

/**
 * The format of all that lies in userData: the journal's facts, the index, the keys, the lists. It grows
 * by one with every change that the version before would not understand.
 */
export const DATA_FORMAT = 1

/** Steps from one format to the next, each of which may be cut off by a kill and then begins again. */
export interface Migration {
  /** The format afterwards. */
  readonly to: number
  run(userData: string): Promise<void>
}
const MIGRATIONS: readonly Migration[] = []

const formatSchema = z.object({ format: z.int().positive() })
const pathOf = (userData: string): string => join(userData, 'format.json')

/**
 * Whether this program may touch the data: to be asked before anything there is opened, made or mended.
 * A program that is older than the data would take what it does not know for damage.
 */
export async function checkFormat(
  userData: string,
  own = DATA_FORMAT,
): Promise<Result<undefined, 'DATA_NEWER'>> {
  const found = await readFormat(userData)
  return found > own ? fail('DATA_NEWER', `format ${found}, this program knows ${own}`) : ok()
}

/**
 * Brings the data to this program's format, when the program has shown that it works: until then the one
 * before can still take over. Each step's number is on the disk before the next begins.
 */
export async function raiseFormat(
  userData: string,
  own = DATA_FORMAT,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  const found = await readFormat(userData)
  for (const { to, run } of migrations.filter(({ to }) => to > found && to <= own)) {
    await run(userData)
    await write(userData, to)
  }
  if ((await readFormat(userData, 0)) !== own) await write(userData, own)
}

/** What was written before there was such a file has the first format. */
async function readFormat(userData: string, unwritten = 1): Promise<number> {
  const text = await readFile(pathOf(userData), 'utf8').catch(() => '')
  try {
    return formatSchema.parse(JSON.parse(text)).format
  } catch {
    return unwritten
  }
}

const write = (userData: string, format: number): Promise<void> =>
  writeDurably(pathOf(userData), `${JSON.stringify({ format })}\n`)
