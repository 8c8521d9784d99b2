import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { fail, ok, type Result } from '#src/result.ts'

export interface Keyboard {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  readonly output: NodeJS.WritableStream
}

/** A passphrase out of the environment, or typed by a person, who does not see it. */
export async function askPassphrase(
  { env, input, output }: Keyboard,
  { question, variable }: { readonly question: string; readonly variable: string },
): Promise<Result<string, 'CONFIG_INVALID'>> {
  const given = env[variable]
  if (given !== undefined) return ok(given)
  if (!input.isTTY) return fail('CONFIG_INVALID', `nobody can be asked for it: set ${variable}`)
  output.write(`${question}: `)
  const typed = await typedLine(input)
  output.write('\n')
  return typed === undefined ? fail('CONFIG_INVALID', 'none was typed') : ok(typed)
}

/** undefined: the person gave up. */
function typedLine(input: NodeJS.ReadableStream): Promise<string | undefined> {
  // A terminal that is read this way shows nothing by itself, and what readline would show goes nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input, output: nowhere, terminal: true })
  return new Promise((resolve) => {
    lines.once('line', (line) => {
      resolve(line)
      lines.close()
    })
    lines.once('close', () => resolve(undefined))
    lines.once('SIGINT', () => lines.close())
  })
}
