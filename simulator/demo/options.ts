import { parseArgs } from 'node:util'

export interface DemoOptions {
  readonly json: string | undefined
  /** Where screenshots and receipts go. */
  readonly out: string
}

export const DEMO_HELP = `Usage: npm run demo -- [--json FILE] [--out DIR]

Plays the terminal's main story unattended, on a real chain, with emulated devices: payments taken
without a network, a card that refuses, one that is pulled out too early, the whole terminal killed
with two payments queued, and all of it settled in one batch when the network returns.

  --json FILE  also write what happened as JSON
  --out DIR    where screenshots and receipts go (default: test-results/demo)
  --help       this text

Ends with 0 only if every accepted payment was paid exactly once, in one batch, to the last unit.`

/** What was asked for; a text instead when there is only something to say. */
export function readOptions(
  args: readonly string[],
): { readonly run: DemoOptions } | { readonly say: string; readonly code: number } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { json: { type: 'string' }, out: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    })
    if (values.help) return { say: DEMO_HELP, code: 0 }
    return { run: { json: values.json, out: values.out ?? 'test-results/demo' } }
  } catch (error) {
    return { say: `${error instanceof Error ? error.message : error}\n\n${DEMO_HELP}`, code: 1 }
  }
}
