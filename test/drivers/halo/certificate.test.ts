import { expect, test } from 'vitest'
import { emulateHalo, type HaloSettings } from '#drivers/emulator/halo.ts'
import { CERTIFICATE_RECORD, readHaloCertificate } from '#drivers/halo/certificate.ts'
import { selectCertifiedHalo, selectHalo } from '#drivers/halo/driver.ts'
import { fail, ok } from '#src/result.ts'
import { must } from '../../fakes/wires.ts'
import { CERTIFICATE } from '../../vectors/certificate.ts'
import { DIGEST, PRIVATE_KEY, R, S } from '../../vectors/keycard.ts'
import { inField, leavingBefore } from '../card/in-field.ts'

const tag = (settings: Partial<HaloSettings> = {}) =>
  emulateHalo({ keys: [PRIVATE_KEY, PRIVATE_KEY], certificate: CERTIFICATE.bytes, ...settings })

test('is in a record of an external type in our own domain', async () => {
  expect(CERTIFICATE_RECORD).toBe('tapsyr.kz:cc')
  expect(await readHaloCertificate(inField(tag()))).toEqual(ok(CERTIFICATE.bytes))
})

test('comes with the card where it is asked for, in seven commands more, and the tag signs as ever', async () => {
  const [plain, asked] = [inField(tag()), inField(tag())]
  for (const [field, select] of [
    [plain, selectHalo],
    [asked, selectCertifiedHalo],
  ] as const) {
    const card = must(await select(field))
    expect(await card.sign(DIGEST)).toEqual(ok({ r: R, s: S }))
    expect(card.certificate).toEqual(field === asked ? CERTIFICATE.bytes : undefined)
  }
  expect([plain.heard.length, asked.heard.length]).toEqual([3, 10])
})

test('a tag without one costs six, and pays', async () => {
  const field = inField(emulateHalo({ keys: [PRIVATE_KEY, PRIVATE_KEY] }))
  const card = must(await selectCertifiedHalo(field))
  expect(card).not.toHaveProperty('certificate')
  expect((await card.sign(DIGEST)).ok).toBe(true)
  expect(field.heard).toHaveLength(9)
})

test('a tag that leaves while it is read', async () => {
  for (const nth of [3, 5, 8, 9])
    expect(await selectCertifiedHalo(leavingBefore(nth, tag()))).toEqual(fail('CARD_LEFT_EARLY'))
})
