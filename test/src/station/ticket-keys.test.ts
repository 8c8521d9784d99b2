import { expect, it } from 'vitest'
import { encodeTicket } from '#src/qr/ticket.ts'
import { keyListOf, keyListSchema, parseKeyList, proveTicket, timeOf } from '#src/station/ticket-keys.ts'
import { PERIOD, SINGLE } from '../../vectors/ticket.ts'

const KEYS = {
  version: 1 as const,
  keys: [PERIOD, SINGLE].map(({ publicKey, ticket }) => ({ terminalId: ticket.terminalId, publicKey })),
}
const codeOf = (result: ReturnType<typeof proveTicket>) =>
  result.ok ? result.value.receipt : result.error.code

it('takes tickets of the terminals on the list, and of no other', () => {
  expect(codeOf(proveTicket(SINGLE.text, KEYS))).toBe('007-000042')
  expect(codeOf(proveTicket(PERIOD.text, KEYS))).toBe('001-1000000')
  const one = { ...KEYS, keys: KEYS.keys.slice(0, 1) }
  expect(codeOf(proveTicket(SINGLE.text, one))).toBe('TICKET_KEY_UNKNOWN')
})

it('takes a key for its own terminal only', () => {
  const stolen = encodeTicket({ ...SINGLE.ticket, terminalId: 'apple-2' }, SINGLE.privateKey)
  expect(codeOf(proveTicket(stolen, KEYS))).toBe('TICKET_KEY_UNKNOWN')
})

it('refuses a ticket that another key has signed in its name', () => {
  const forged = encodeTicket(SINGLE.ticket, PERIOD.privateKey)
  expect(codeOf(proveTicket(forged, KEYS))).toBe('TICKET_KEY_UNKNOWN')
  expect(codeOf(proveTicket('TPT:hello', KEYS))).toBe('TICKET_INVALID')
  // One letter of the signature.
  const changed = `${SINGLE.text.slice(0, -4)}A${SINGLE.text.slice(-3)}`
  expect(codeOf(proveTicket(changed, KEYS))).toBe('TICKET_INVALID')
})

it('knows a ticket’s time to the second', () => {
  const { keyId, signature, ticket } = SINGLE
  const signed = { ...ticket, keyId, signature }
  const at = (now: number) => timeOf(signed, now)
  expect([1_795_773_599, 1_795_773_600, 1_795_780_799, 1_795_780_800].map(at)).toEqual([
    'not-yet',
    'valid',
    'valid',
    'expired',
  ])
})

it('reads lists of keys, and says where one is wrong', () => {
  const [key] = KEYS.keys
  if (!key) throw new Error('no key')
  expect(parseKeyList(JSON.stringify(KEYS))).toEqual({ ok: true, value: KEYS })
  expect(keyListSchema.parse(keyListOf(key))).toEqual({ version: 1, keys: [key] })
  expect(parseKeyList('{')).toMatchObject({ ok: false, error: { code: 'FILE_READ_FAILED' } })
  const short = { version: 1, keys: [{ terminalId: 'apple-1', publicKey: '0x02' }] }
  expect(parseKeyList(JSON.stringify(short))).toMatchObject({ error: { detail: 'keys.0.publicKey' } })
})
