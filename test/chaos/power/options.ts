import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { Durability } from './app/contract.ts'

export interface PowercutOptions {
  readonly cuts: number
  readonly seed: number
  readonly durability: Durability
  readonly json: string | undefined
}

export const POWERCUT_HELP = `Usage: npm run powercut -- [--cuts N] [--seed S] [--durability strict|relaxed] [--json FILE]

Cuts the power of a terminal that accepts payments as fast as it can, again and again, at random
moments: its journal and its queue in a real Electron on a real file system, whose unwritten data
vanish with each cut. Then counts what was acknowledged and is not there any more. Needs root.

  --cuts N        how many power cuts (default: 100, about 3 seconds each)
  --seed S        the random moments' seed (default: 1)
  --durability    strict, as the terminal is; relaxed shows that the test can fail (default: strict)
  --json FILE     also write the figures as JSON
  --help          this text

After a cut in the middle of a write Chromium may find the queue's database damaged and empty it,
sometimes only at the start after the next; those starts are counted by themselves.

Ends with 0 if after every cut the journal, the queue unless it was emptied, and the recovered queue
had every acknowledged payment; with relaxed, if the journal and the recovered queue had them and
the queue had not.`

const schema = z.strictObject({
  cuts: z.coerce.number().int().positive().default(100),
  seed: z.coerce.number().int().default(1),
  durability: z.enum(['strict', 'relaxed']).default('strict'),
  json: z.string().optional(),
})

/** What was asked for; a text instead when there is only something to say. */
export function readOptions(
  args: readonly string[],
): { readonly run: PowercutOptions } | { readonly say: string; readonly code: number } {
  try {
    const text = { type: 'string' } as const
    const { values } = parseArgs({
      args: [...args],
      options: {
        ...{ cuts: text, seed: text, durability: text, json: text },
        help: { type: 'boolean', short: 'h' },
      },
    })
    const { help, ...asked } = values
    if (help) return { say: POWERCUT_HELP, code: 0 }
    const { json, ...rest } = schema.parse(asked)
    return { run: { ...rest, json } }
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
    return { say: `${why}\n\n${POWERCUT_HELP}`, code: 1 }
  }
}
