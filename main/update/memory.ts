import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { isVersion } from '#src/update/version.ts'
import { writeDurably } from '../files/durable.ts'

/** What a terminal remembers of updates, over restarts and versions. */
export interface UpdateMemory {
  /** Random; says whether it is among the first that take a version, and says it for good. */
  readonly rolloutId: string
  /** The newest version that was ever offered under the operator's signature: an older one is a replay. */
  readonly newest: string
}

const memorySchema = z.object({ rolloutId: z.uuid(), newest: z.string().refine(isVersion) })

export async function readMemory(path: string, installed: string): Promise<UpdateMemory> {
  const text = await readFile(path, 'utf8').catch(() => 'null')
  const known = memorySchema.safeParse(jsonOf(text))
  if (known.success) return known.data
  const fresh = { rolloutId: randomUUID(), newest: installed }
  await writeMemory(path, fresh)
  return fresh
}

export const writeMemory = (path: string, { rolloutId, newest }: UpdateMemory): Promise<void> =>
  writeDurably(path, JSON.stringify({ rolloutId, newest }))

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
