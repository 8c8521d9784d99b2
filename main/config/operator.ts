import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { publicKeySchema } from '#src/config/public-key.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { jsonOf } from './mask.ts'

/**
 * What whoever installed the machine says of its operator, in a file that the terminal's own account must
 * not be able to change: whoever may change the configuration could else change the key as well.
 */
const operatorSchema = z.strictObject({
  /** Whose signature a configuration needs: one key, and the next one while keys are changed. */
  configKeys: z.array(publicKeySchema).min(1).max(8),
  /** What this terminal is called, whatever a configuration says. */
  terminal: z.string().min(1).max(64).optional(),
})
export type Operator = z.output<typeof operatorSchema>

/** On Windows anybody may make such a folder: there the file is named by a switch. */
const USUAL_PATH = process.platform === 'win32' ? null : '/etc/tapsyr/operator.json'

/**
 * Null: no signature is demanded, as there is no such file, and nobody has named one. A file that cannot be
 * read, or that makes no sense, is a fault and never the same as none.
 */
export async function readOperator(
  named: string | null,
  usual = USUAL_PATH,
): Promise<Result<Operator | null, 'CONFIG_INVALID'>> {
  const path = named ?? usual
  if (path === null) return ok(null)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => error)
  if (typeof text !== 'string')
    return named === null && text.code === 'ENOENT'
      ? ok(null)
      : fail('CONFIG_INVALID', `${path}: ${text.message}`)
  const read = operatorSchema.safeParse(jsonOf(text))
  return read.success ? ok(read.data) : fail('CONFIG_INVALID', `${path}: ${z.prettifyError(read.error)}`)
}
