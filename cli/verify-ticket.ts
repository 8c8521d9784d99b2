import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ticketKeyFileSchema } from '#main/keys/ticket-key.ts'
import { errorWords } from '#src/errors/words/words.ts'
import type { SignedTicket } from '#src/qr/ticket.ts'
import { type Failure, fail, ok, type Result } from '#src/result.ts'
import { keyListOf, parseKeyList, proveTicket, type TicketTime, timeOf } from '#src/station/ticket-keys.ts'
import { readTicketTask, TICKET_HELP } from './ticket-options.ts'

const say = (line: string): void => void process.stderr.write(`${line}\n`)
const print = (text: string): void => void process.stdout.write(`${text}\n`)

async function main(args: readonly string[]): Promise<number> {
  // npm runs its scripts in the repository, wherever it was called.
  const task = readTicketTask(args, process.env.INIT_CWD ?? process.cwd())
  switch (task.kind) {
    case 'help':
      print(TICKET_HELP)
      return 0
    case 'wrong':
      say(`${task.why}\n\n${TICKET_HELP}`)
      return 2
    case 'export':
      return exportKey(task.profile)
    case 'verify':
      return verify(task)
  }
}

interface Question {
  readonly code: string
  readonly keys: string
  readonly at: number | undefined
}

const WORDS: Readonly<Record<TicketTime, string>> = {
  valid: 'VALID',
  expired: 'EXPIRED',
  'not-yet': 'NOT VALID YET',
}

async function verify({ code, keys, at = Math.floor(Date.now() / 1000) }: Question): Promise<number> {
  const list = await readText(keys)
  const parsed = list.ok ? parseKeyList(list.value) : list
  if (!parsed.ok) return tell(parsed.error, 2)
  const ticket = proveTicket(code, parsed.value)
  if (!ticket.ok) {
    const isUnknown = ticket.error.code === 'TICKET_KEY_UNKNOWN'
    print(isUnknown ? 'UNKNOWN KEY' : 'INVALID')
    return tell(ticket.error, isUnknown ? 4 : 3)
  }
  const time = timeOf(ticket.value, at)
  print(`${WORDS[time]}\n${inWords(ticket.value)}`)
  return time === 'valid' ? 0 : 1
}

const inWords = ({ kind, receipt, terminalId, validFrom, validUntil }: SignedTicket): string =>
  [
    `${kind}, ticket ${receipt} of ${terminalId}`,
    `from ${timeText(validFrom)}`,
    `until ${timeText(validUntil)}`,
  ].join('\n')

const timeText = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000', '')

async function exportKey(profile: string): Promise<number> {
  const path = join(profile, 'ticket-key.json')
  const text = await readText(path)
  if (!text.ok) return tell(text.error, 2)
  const stored = ticketKeyFileSchema.safeParse(jsonOf(text.value))
  if (!stored.success) return tell({ code: 'FILE_READ_FAILED', detail: `${path} holds no ticket key` }, 2)
  const { terminalId, publicKey } = stored.data
  print(JSON.stringify(keyListOf({ terminalId, publicKey }), null, 2))
  return 0
}

async function readText(path: string): Promise<Result<string, 'FILE_READ_FAILED'>> {
  try {
    return ok(await readFile(path, 'utf8'))
  } catch (error) {
    return fail('FILE_READ_FAILED', error instanceof Error ? error.message : String(error))
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function tell({ code, detail }: Failure, exitCode: number): number {
  say(`${errorWords(code, 'en').what} (${code}${detail === undefined ? '' : `: ${detail}`})`)
  return exitCode
}

process.exitCode = await main(process.argv.slice(2))
