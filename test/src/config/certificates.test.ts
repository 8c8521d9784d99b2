import { expect, it } from 'vitest'
import { issuersSchema } from '#src/config/certificates.ts'
import { account } from '../../fakes/accepted.ts'

it('an issuer counts from and until moments with their zone, or always', () => {
  const read = issuersSchema.parse([
    { address: account(0xab).toUpperCase().replace('0X', '0x') },
    { address: account(1), notBefore: '2026-11-27T05:00:00+05:00', notAfter: '2027-11-27T00:00:00Z' },
  ])
  expect(read).toEqual([
    { address: account(0xab), notBefore: 0, notAfter: 4_294_967_295 },
    { address: account(1), notBefore: 1_795_737_600, notAfter: 1_827_273_600 },
  ])
})

it('refuses what is no address and a time without its zone', () => {
  for (const wrong of [[{ address: '0x12' }], [{ address: account(1), notAfter: '2027-11-27T00:00:00' }]])
    expect(issuersSchema.safeParse(wrong).success).toBe(false)
  expect(issuersSchema.parse(undefined)).toEqual([])
})
