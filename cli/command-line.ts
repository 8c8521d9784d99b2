import { type ParseArgsConfig, parseArgs } from 'node:util'

/** What a command line that cannot be followed comes to. */
export interface Wrong {
  readonly kind: 'wrong'
  readonly why: string
}

export const wrong = (why: string): Wrong => ({ kind: 'wrong', why })

/** The values and positionals of a command line, or, as text, what is wrong with it. */
export function parsed<C extends ParseArgsConfig>(config: C): ReturnType<typeof parseArgs<C>> | string {
  try {
    return parseArgs(config)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
