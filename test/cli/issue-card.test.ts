import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { hexToBytes } from '@noble/hashes/utils.js'
import { expect, it } from 'vitest'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { selectKeycardCash } from '#drivers/keycard/driver.ts'
import { isHex } from '#src/payment/hex.ts'
import { recoverInJavaScript } from '#src/payment/signature.ts'
import { verifyCertificate } from '#src/risk/certificate-check.ts'
import { readCardTask } from '../../cli/issue-card-options.ts'
import { inField } from '../drivers/card/in-field.ts'
import { emptyFolder } from '../fakes/folder.ts'
import { must } from '../fakes/wires.ts'
import { CERTIFICATE } from '../vectors/certificate.ts'
import { runCommand } from './run.ts'

const run = (...args: string[]) => runCommand('cli/issue-card.ts', args)
/** The card of key 1, and the token of the example: USDC on Base, as in the vector. */
const { content, token } = CERTIFICATE
const TERMS = [
  ...['--config', 'docs/examples/counter.json', '--limit', '25', '--window-limit', '60.00', '--tier', '2'],
  ...['--serial', '347', '--from', '2026-11-27T05:00:00+05:00', '--until', '2027-11-27T00:00:00Z'],
]

it('makes an issuer, and a certificate that a terminal proves from the card', async () => {
  const folder = emptyFolder()
  const key = join(folder, 'issuer.json')
  const made = await run('--new-issuer', key, '--test-key')
  expect(made.code).toBe(0)
  expect(statSync(key).mode & 0o777).toBe(0o600)
  expect(readFileSync(key, 'utf8')).toContain('TEST KEY, not encrypted')
  const address = made.out.trim()
  if (!isHex(address, 20)) expect.fail(made.out)

  const out = join(folder, 'card.bin')
  const issued = await run(content.card, '--key', key, ...TERMS, '--out', out)
  expect(issued.code).toBe(0)
  expect(issued.said).toContain('TEST KEY')
  const bytes = hexToBytes(issued.out.trim())
  expect(new Uint8Array(readFileSync(out))).toEqual(bytes)

  const privateKey = Uint8Array.of(...new Uint8Array(31), 1)
  const card = must(await selectKeycardCash(inField(emulateKeycardCash({ privateKey, publicData: bytes }))))
  const issuers = [{ address, notBefore: 0, notAfter: 2 ** 32 - 1 }]
  const verified = verifyCertificate(card.certificate ?? new Uint8Array(), {
    ...{ card: content.card, token, issuers, now: content.notBefore, recover: recoverInJavaScript },
  })
  expect(must(verified)).toEqual({ ...content, issuer: address })
}, 60_000)

it('asks for a PIN before it asks for a card', async () => {
  const key = join(emptyFolder(), 'issuer.json')
  await run('--new-issuer', key, '--test-key')
  const args = ['reader', '--write', '--key', key, ...TERMS]
  const told = await runCommand('cli/issue-card.ts', args, { TAPSYR_KEYCARD_PIN: 'secret' })
  expect([told.code, told.out]).toEqual([2, ''])
  expect(told.said).toContain('a PIN is 6 digits')
  expect(told.said).not.toContain('Lay the card')
}, 60_000)

it('replaces no key, and opens none without its passphrase', async () => {
  const key = join(emptyFolder(), 'issuer.json')
  const env = { TAPSYR_SIGNING_PASSPHRASE: 'correct horse battery' }
  expect((await runCommand('cli/issue-card.ts', ['--new-issuer', key], env)).code).toBe(0)
  const text = readFileSync(key, 'utf8')
  expect(JSON.parse(text)).toMatchObject({ version: 3 })
  expect((await run('--new-issuer', key, '--test-key')).code).toBe(2)
  expect(readFileSync(key, 'utf8')).toBe(text)
  const args = [content.card, '--key', key, ...TERMS]
  const wrong = await runCommand('cli/issue-card.ts', args, { TAPSYR_SIGNING_PASSPHRASE: 'another one' })
  expect([wrong.code, wrong.said]).toEqual([2, expect.stringContaining('PASSPHRASE_WRONG')])
  expect((await runCommand('cli/issue-card.ts', args, env)).out).toMatch(/^544301[0-9a-f]{244}\n$/)
}, 90_000)

it('reads what is asked for', () => {
  const asked = (...args: string[]) => readCardTask(args, '/media/stick')
  const needed = ['--key', 'k', '--config', 'c', '--limit', '1', '--window-limit', '2']
  const until = ['--until', '2027-11-27T00:00:00Z']
  expect(asked('reader', ...needed, ...until)).toEqual({
    ...{ kind: 'issue', card: 'reader', key: '/media/stick/k', config: '/media/stick/c', limit: '1' },
    ...{
      windowLimit: '2',
      tier: 0,
      serial: 0,
      from: undefined,
      writes: false,
      until: 1_827_273_600,
      out: undefined,
    },
  })
  for (const args of [
    [],
    ['0x12', ...needed, ...until],
    ['reader', ...needed],
    ['reader', ...needed, '--until', '2027-11-27T00:00:00'],
    ['reader', ...needed, ...until, '--tier', '256'],
    ['reader', ...until],
    ['reader', ...needed, ...until, '--nonsense'],
  ])
    expect(asked(...args).kind).toBe('wrong')
  expect(asked('--help').kind).toBe('help')
})
