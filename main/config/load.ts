import { readFile } from 'node:fs/promises'
import type { Config } from '#src/config/schema.ts'
import type { ConfigProblem } from '#src/ipc/maintenance.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { checkConfig, problemsText } from './check.ts'
import { signaturePath } from './paths.ts'
import type { Signed, SigningFault } from './signed.ts'
import { PLAIN, type Signing } from './signing.ts'

/** A configuration file as it was found. `text` is null where there is none that can be read. */
export interface ConfigFile {
  readonly path: string
  readonly text: string | null
  /** What lies beside it in a `.sig` file; null where there is none. */
  readonly signatures: string | null
  /** By whom it is signed; null where nobody demands that. */
  readonly signed: Result<Signed | null, SigningFault>
  /** Null also when it is not signed as it has to be, whatever is in it. */
  readonly config: Config | null
  readonly problems: readonly ConfigProblem[]
  /** There is no such file, rather than one that cannot be read. */
  readonly isAbsent: boolean
}

export async function readConfigFile(path: string, signing: Signing = PLAIN): Promise<ConfigFile> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => error)
  if (typeof text === 'string') {
    const signatures = await readFile(signaturePath(path), 'latin1').catch(() => null)
    return { path, isAbsent: false, ...judge(text, signatures, signing) }
  }
  const isAbsent = text.code === 'ENOENT'
  const problem = { path: '', kind: isAbsent ? 'missing' : 'other', text: text.message } as const
  const nothing = { text: null, signatures: null, signed: signing.check(null, null), config: null }
  return { path, isAbsent, ...nothing, problems: [problem] }
}

/** A text and what lies beside it, held against all that is demanded. */
export function judge(
  text: string,
  signatures: string | null,
  signing: Signing,
): Omit<ConfigFile, 'path' | 'isAbsent'> {
  const signed = signing.check(text, signatures)
  const { config, problems } = checkConfig(text)
  return { text, signatures, signed, config: signed.ok ? config : null, problems }
}

/** Reads the configuration; what is wrong with it is named by its path and in plain words. */
export const loadConfig = async (path: string): Promise<Result<Config, SigningFault>> =>
  configOf(await readConfigFile(path))

export function configOf({ path, signed, config, problems }: ConfigFile): Result<Config, SigningFault> {
  if (!signed.ok) return fail(signed.error.code, `${path}: ${signed.error.detail ?? 'no signature'}`)
  return config ? ok(config) : fail('CONFIG_INVALID', `${path}: ${problemsText(problems)}`)
}
