import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { fail, ok, type Result } from '#src/result.ts'
import { writeDurably } from '../files/durable.ts'
import { jsonOf } from './mask.ts'
import { readOperator } from './operator.ts'
import { checkSigned, type Signed, type SigningFault } from './signed.ts'

/** Whether a configuration needs the operator's signature here, and which one has it. */
export interface Signing {
  readonly isDemanded: boolean
  /** Null: none is demanded. `text`: null where there is no file. */
  check(text: string | null, signatures: string | null): Result<Signed | null, SigningFault>
  /** The terminal, which is called so, works with it: from now on nothing older counts. */
  worksWith(signed: Signed, terminal: string): Promise<void>
}

export const PLAIN: Signing = {
  isDemanded: false,
  check: () => ok(null),
  worksWith: async () => undefined,
}

export interface SigningParts {
  /** The operator's file, where it is not the usual one. */
  readonly operator: string | null
  readonly userData: string
}

const memorySchema = z.object({ version: z.int().positive(), terminal: z.string() })

export async function openSigning({ operator: named, userData }: SigningParts): Promise<Signing> {
  const operator = await readOperator(named)
  if (!operator.ok) return { ...PLAIN, isDemanded: true, check: () => operator }
  if (operator.value === null) return PLAIN
  const { configKeys: keys, terminal: pinned } = operator.value
  const path = join(userData, 'signed-config.json')
  const read = memorySchema.safeParse(jsonOf(await readFile(path, 'utf8').catch(() => null)))
  let memory = read.success ? read.data : null

  return {
    isDemanded: true,
    check(text, signatures) {
      if (text === null) return fail('CONFIG_UNSIGNED', 'there is no file')
      // What is checked is what is used: a text that was no UTF-8 comes to other bytes, which nobody signed.
      const bytes = { content: Buffer.from(text), signatures }
      const terms = { keys, terminal: pinned ?? memory?.terminal ?? null, version: memory?.version ?? 0 }
      return checkSigned(bytes, terms)
    },
    async worksWith({ version }, terminal) {
      if (memory?.version === version && memory.terminal === terminal) return
      memory = { version, terminal }
      await writeDurably(path, `${JSON.stringify(memory)}\n`)
    },
  }
}
