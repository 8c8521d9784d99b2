import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openTicketKey, type TicketKeyDeps } from '#main/keys/ticket-key.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { must } from '../../fakes/wires.ts'

/** A keyring that turns every byte around. */
const KEYRING = {
  encrypt: (text: string) => Buffer.from(text).map((byte) => byte ^ 0xff),
  decrypt: (bytes: Uint8Array) => Buffer.from(bytes.map((byte) => byte ^ 0xff)).toString(),
}
const depsIn = (folder: string, change: Partial<TicketKeyDeps> = {}): TicketKeyDeps => ({
  path: join(folder, 'ticket-key.json'),
  keyring: KEYRING,
  terminalId: 'apple-1',
  // The private key 1: its public key is the generator (SEC 2, section 2.4.1).
  randomBytes: (n) => new Uint8Array(n).with(n - 1, 1),
  log: () => undefined,
  ...change,
})
const GENERATOR = '0x0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798'

it.each([
  ['sealed by the keyring', KEYRING],
  ['in a file of its own where there is none', undefined],
])('is made once and kept: %s', async (_how, keyring) => {
  const deps = depsIn(emptyFolder(), { keyring })
  const made = must(await openTicketKey(deps))
  expect(made.publicKey).toBe(GENERATOR)
  const other = { ...deps, randomBytes: (n: number) => new Uint8Array(n).fill(9) }
  expect(must(await openTicketKey(other))).toEqual(made)
})

it('stands in plain text only where there is no keyring, and the log says so', async () => {
  const privateKey = `${'00'.repeat(31)}01`
  const sealed = depsIn(emptyFolder())
  must(await openTicketKey(sealed))
  expect(readFileSync(sealed.path, 'utf8')).not.toContain(privateKey)
  const said: string[] = []
  const plain = depsIn(emptyFolder(), { keyring: undefined, log: (line) => said.push(line) })
  must(await openTicketKey(plain))
  expect(readFileSync(plain.path, 'utf8')).toContain(privateKey)
  expect(said.join()).toContain('not sealed')
})

it('goes by the terminal’s new name', async () => {
  const deps = depsIn(emptyFolder())
  must(await openTicketKey(deps))
  must(await openTicketKey({ ...deps, terminalId: 'apple-2' }))
  expect(JSON.parse(readFileSync(deps.path, 'utf8'))).toMatchObject({
    ...{ terminalId: 'apple-2', publicKey: GENERATOR },
  })
})

it.each([
  ['damaged', 'CONFIG_INVALID', (text: string) => text.slice(0, 40)],
  ['another key’s', 'CONFIG_INVALID', (text: string) => text.replace('0279be', '0379be')],
  [
    'sealed by another keyring',
    'KEYRING_ABSENT',
    (text: string) => text.replace(/"sealed": ".{8}/, '"sealed": "AAAAAAAA'),
  ],
])('is never replaced when its file is %s', async (_what, code, damage) => {
  const deps = depsIn(emptyFolder())
  must(await openTicketKey(deps))
  const damaged = damage(readFileSync(deps.path, 'utf8'))
  writeFileSync(deps.path, damaged)
  expect(await openTicketKey(deps)).toMatchObject({ ok: false, error: { code } })
  expect(readFileSync(deps.path, 'utf8')).toBe(damaged)
})
