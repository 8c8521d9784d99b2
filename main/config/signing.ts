import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { fail, ok, type Result } from '#src/result.ts'
import { writeDurably } from '../files/durable.ts'
import { checkConfig } from './check.ts'
import { jsonOf } from './mask.ts'
import { readOperator } from './operator.ts'
import { lastGoodPath, signaturePath } from './paths.ts'
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
type Memory = z.output<typeof memorySchema>

export async function openSigning({ operator: named, userData }: SigningParts): Promise<Signing> {
  const operator = await readOperator(named)
  if (!operator.ok) return { ...PLAIN, isDemanded: true, check: () => operator }
  if (operator.value === null) return PLAIN
  const { configKeys: keys, terminal: pinned } = operator.value
  const path = join(userData, 'signed-config.json')
  const read = memorySchema.safeParse(jsonOf(await textOf(path)))
  let memory = read.success ? read.data : await lastGood(userData, keys)

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

/** What a damaged memory has forgotten: the signed configuration that the terminal last started with still says it. */
async function lastGood(userData: string, keys: readonly string[]): Promise<Memory | null> {
  const path = lastGoodPath(userData)
  const [text, signatures] = await Promise.all([textOf(path), textOf(signaturePath(path))])
  if (text === null) return null
  const signed = checkSigned({ content: Buffer.from(text), signatures }, { keys, terminal: null, version: 0 })
  const config = signed.ok ? checkConfig(text).config : null
  return signed.ok && config ? { version: signed.value.version, terminal: config.terminal.id } : null
}

const textOf = (path: string): Promise<string | null> => readFile(path, 'utf8').catch(() => null)
