import { execHaloCmdPCSC } from '@arx-research/libhalo/api/desktop'
import { expect, test } from 'vitest'
import type { EmulatedCard } from '#drivers/emulator/emulated-card.ts'
import { emulateHalo, type HaloSettings } from '#drivers/emulator/halo.ts'
import { libhaloReader } from '../../fakes/libhalo-reader.ts'
import { CERTIFICATE } from '../../vectors/certificate.ts'
import { TYPED_DATA, WITH_PASSWORD } from '../../vectors/halo.ts'
import { ADDRESS, DIGEST, PRIVATE_KEY, PUBLIC_KEY, R, S } from '../../vectors/keycard.ts'

// The tag maker's own library is the judge here: its PC/SC commands, with our tag for a reader.

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const SECOND_KEY = Uint8Array.of(...new Uint8Array(31), 2)

const readerOf = (card: EmulatedCard) => libhaloReader((apdu) => card.answer(apdu))
const run = (
  command: { readonly name: string; readonly [option: string]: unknown },
  settings: Partial<HaloSettings> = {},
) => execHaloCmdPCSC(command, readerOf(emulateHalo({ keys: [PRIVATE_KEY, SECOND_KEY], ...settings })))

test('libhalo reads the tag’s version', async () => {
  expect(await run({ name: 'version' })).toMatchObject({ core: { ver: '01.C5.000081.C6EC8952' } })
})

test('libhalo reads the tag’s keys', async () => {
  const keys = await run({ name: 'get_pkeys' })
  expect(keys.publicKeys[1]).toBe(hex(PUBLIC_KEY))
  expect(keys.etherAddresses[1].toLowerCase()).toBe(ADDRESS)
  expect(Object.keys(keys.publicKeys)).toEqual(['1', '2'])
})

test('libhalo reads the URL of the tag’s NDEF message', async () => {
  const read = await run({ name: 'read_ndef' })
  expect(read).toMatchObject({ url: 'https://eth.vrfy.ch/', qs: { v: '01.C5.000081.C6EC8952' } })
  expect(read.qs.pk1).toBe(hex(PUBLIC_KEY).toUpperCase())
})

// Its reader of NDEF takes messages of one record alone. It needs it for tags of the first generation only.
test('libhalo does not read a message that has a certificate behind the URL, and signs all the same', async () => {
  const certificate = CERTIFICATE.bytes
  await expect(run({ name: 'read_ndef' }, { certificate })).rejects.toThrow(/unsupported NDEF header/)
  const signed = await run({ name: 'sign', keyNo: 1, digest: hex(DIGEST) }, { certificate })
  expect(signed).toMatchObject({ publicKey: hex(PUBLIC_KEY) })
})

test('libhalo takes a signature with a high s, and proves it', async () => {
  const signed = await run({ name: 'sign', keyNo: 1, digest: hex(DIGEST) })
  expect(signed).toMatchObject({
    publicKey: hex(PUBLIC_KEY),
    signature: { raw: { r: hex(R), s: hex(S), v: 28 } },
  })
  expect(signed.etherAddress.toLowerCase()).toBe(ADDRESS)
})

test('libhalo makes the digest of the typed data itself', async () => {
  const party = [
    { name: 'name', type: 'string' },
    { name: 'wallet', type: 'address' },
  ]
  const mail = [
    { name: 'from', type: 'Person' },
    { name: 'to', type: 'Person' },
    { name: 'contents', type: 'string' },
  ]
  const typedData = {
    domain: {
      name: 'Ether Mail',
      version: '1',
      chainId: 1,
      verifyingContract: '0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC',
    },
    types: { Person: party, Mail: mail },
    value: {
      from: { name: 'Cow', wallet: '0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826' },
      to: { name: 'Bob', wallet: '0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB' },
      contents: 'Hello, Bob!',
    },
  }
  const signed = await run({ name: 'sign', keyNo: 1, typedData })
  expect(signed.input.digest).toBe(hex(TYPED_DATA.digest))
  expect(signed.signature.raw).toMatchObject({ r: hex(R), s: hex(S) })
})

test('libhalo signs with the first generation in the old way only', async () => {
  const command = { name: 'sign', keyNo: 1, digest: hex(DIGEST) }
  await expect(run(command, { core: 'C1' })).rejects.toThrow(/legacySignCommand/)
  const signed = await run({ ...command, legacySignCommand: true }, { core: 'C1' })
  expect(signed.signature.der).toContain(hex(R))
})

test('libhalo signs with a password, and is told when it is wrong', async () => {
  const { slot, password } = WITH_PASSWORD
  const settings = {
    keys: [PRIVATE_KEY, SECOND_KEY, PRIVATE_KEY],
    passwords: new Map([[slot, password]]),
  }
  const command = { name: 'sign', keyNo: slot, digest: hex(DIGEST) }
  expect(await run({ ...command, password }, settings)).toMatchObject({ publicKey: hex(PUBLIC_KEY) })
  await expect(run({ ...command, password: 'abc124' }, settings)).rejects.toThrow(/password/i)
})

test.each([
  ['ERROR_CODE_INVALID_KEY_NO', { keyNo: 2 }],
  ['ERROR_CODE_KEY_NOT_INITIALIZED', { keyNo: 3 }],
])('libhalo names what the tag refuses: %s', async (name, { keyNo }) => {
  await expect(run({ name: 'sign', keyNo, digest: hex(DIGEST) })).rejects.toMatchObject({ name })
})
