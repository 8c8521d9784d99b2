import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openTicketKey } from '#main/keys/ticket-key.ts'
import { encodeTicket } from '#src/qr/ticket.ts'
import { emptyFolder } from '../fakes/folder.ts'
import { must } from '../fakes/wires.ts'
import { PERIOD, SINGLE } from '../vectors/ticket.ts'

/** The command as an inspector's computer runs it. */
const run = (...args: string[]) =>
  new Promise<{ code: number; out: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      ['--import', 'tsx', 'cli/verify-ticket.ts', ...args],
      (_error, out) => resolve({ code: child.exitCode ?? -1, out }),
    )
  })

function keysFile(): string {
  const path = join(emptyFolder(), 'keys.json')
  const keys = [{ terminalId: SINGLE.ticket.terminalId, publicKey: SINGLE.publicKey }]
  writeFileSync(path, JSON.stringify({ version: 1, keys }))
  return path
}

it.each([
  [
    'valid in its time',
    SINGLE.text,
    '2026-11-27T10:00:00Z',
    0,
    'VALID\nsingle, ticket 007-000042 of apple-1',
  ],
  ['expired after it', SINGLE.text, '2026-11-28T10:00:00Z', 1, 'EXPIRED'],
  ['not valid before it', SINGLE.text, '2026-11-27T09:59:59Z', 1, 'NOT VALID YET'],
  ['forged', `${SINGLE.text.slice(0, -4)}A${SINGLE.text.slice(-3)}`, '2026-11-27T10:00:00Z', 3, 'INVALID'],
  ['of an unknown terminal', PERIOD.text, '2026-11-27T10:00:00Z', 4, 'UNKNOWN KEY'],
])('a ticket is %s', async (_what, code, at, exitCode, words) => {
  const told = await run(code, '--keys', keysFile(), '--at', at)
  expect(told.out).toContain(words)
  expect(told.code).toBe(exitCode)
})

it('a terminal’s key goes from its profile to the list, and proves its tickets', async () => {
  const profile = emptyFolder()
  const pair = must(
    await openTicketKey({
      ...{ path: join(profile, 'ticket-key.json'), keyring: undefined, terminalId: 'apple-1' },
      ...{ randomBytes: (n) => new Uint8Array(n).fill(3), log: () => undefined },
    }),
  )
  const exported = await run('--export-key', profile)
  expect(exported.code).toBe(0)
  const path = join(emptyFolder(), 'keys.json')
  writeFileSync(path, exported.out)
  const told = await run(
    encodeTicket(SINGLE.ticket, pair.privateKey),
    ...['--keys', path, '--at', '2026-11-27T10:00:00Z'],
  )
  expect(told).toMatchObject({ code: 0 })
})

it('without its keys it says that it could not begin', async () => {
  expect((await run(SINGLE.text, '--keys', '/nowhere.json')).code).toBe(2)
  expect((await run('--export-key', emptyFolder())).code).toBe(2)
})
