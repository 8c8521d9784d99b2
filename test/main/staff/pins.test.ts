import { scryptSync } from 'node:crypto'
import { expect, it } from 'vitest'
import { hashPin, whoseIs } from '#main/staff/pins.ts'
import { member } from './people.ts'

it('hashes as RFC 7914 says, with a salt of its own', async () => {
  const written = await hashPin('4711')
  const [name, n, r, p, salt = '', hash = ''] = written.split('$')
  expect([name, n, r, p]).toEqual(['scrypt', '4096', '8', '1'])
  const again = scryptSync('4711', Buffer.from(salt, 'base64url'), 32, { N: 4096, r: 8, p: 1 })
  expect(hash).toBe(again.toString('base64url'))
  expect(await hashPin('4711')).not.toBe(written)
})

it('finds whose PIN it is, whatever the work of their hash', async () => {
  // scrypt("pleaseletmein", "SodiumChloride", 16384, 8, 1): RFC 7914, section 12, its first 32 bytes.
  const vector = Buffer.from('7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2', 'hex')
  const salt = Buffer.from('SodiumChloride').toString('base64url')
  const rfc = {
    ...(await member('rfc', '0000')),
    pin: `scrypt$16384$8$1$${salt}$${vector.toString('base64url')}`,
  }
  const people = [await member('aigul', '4711'), await member('marat', '0815'), rfc]
  expect((await whoseIs('0815', people))?.id).toBe('marat')
  expect((await whoseIs('pleaseletmein', people))?.id).toBe('rfc')
  expect(await whoseIs('4712', people)).toBeUndefined()
  expect(await whoseIs('4711', [])).toBeUndefined()
})

it('means neither of two people with one PIN', async () => {
  const people = [await member('aigul', '4711'), await member('marat', '4711')]
  expect(await whoseIs('4711', people)).toBeUndefined()
})
