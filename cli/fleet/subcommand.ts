import { resolve } from 'node:path'
import { nameSchema } from '#src/fleet/names.ts'
import type { Result } from '#src/result.ts'
import { type Wrong, wrong } from '../command-line.ts'

/** A word of `npm run fleet` with options of its own. */
export interface Subcommand {
  /** Its lines in the help. */
  readonly help: string
  /** What came of it, in words; or what is wrong with the command line. `cwd`: what its paths start from. */
  run(args: readonly string[], cwd: string): Promise<Result<string> | Wrong>
}

/** The folder of the fleet that --in names. */
export const folderOf = (named: string | undefined, cwd: string): string | Wrong =>
  named === undefined ? wrong('Name the folder of the fleet with --in.') : resolve(cwd, named)

export const isName = (text: string | undefined): text is string => nameSchema.safeParse(text).success

export const noName = (text: string): Wrong =>
  wrong(`"${text}" is no name: letters, digits and "-", at most 31.`)
