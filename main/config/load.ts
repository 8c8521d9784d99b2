import { readFile } from 'node:fs/promises'
import type { Config } from '#src/config/schema.ts'
import type { ConfigProblem } from '#src/ipc/maintenance.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { checkConfig, problemsText } from './check.ts'

/** A configuration file as it was found. `text` is null where there is none that can be read. */
export interface ConfigFile {
  readonly path: string
  readonly text: string | null
  readonly config: Config | null
  readonly problems: readonly ConfigProblem[]
  /** There is no such file, rather than one that cannot be read. */
  readonly isAbsent: boolean
}

export async function readConfigFile(path: string): Promise<ConfigFile> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => error)
  if (typeof text === 'string') return { path, text, isAbsent: false, ...checkConfig(text) }
  const isAbsent = text.code === 'ENOENT'
  const problem = { path: '', kind: isAbsent ? 'missing' : 'other', text: text.message } as const
  return { path, text: null, isAbsent, config: null, problems: [problem] }
}

/** Reads the configuration; what is wrong with it is named by its path and in plain words. */
export const loadConfig = async (path: string): Promise<Result<Config, 'CONFIG_INVALID'>> =>
  configOf(await readConfigFile(path))

export const configOf = ({ path, config, problems }: ConfigFile): Result<Config, 'CONFIG_INVALID'> =>
  config ? ok(config) : fail('CONFIG_INVALID', `${path}: ${problemsText(problems)}`)
