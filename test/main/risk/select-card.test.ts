import { expect, it } from 'vitest'
import { selectCertifiedCard, selectPaymentCard } from '#drivers/card/select.ts'
import { emulateHalo } from '#drivers/emulator/halo.ts'
import { cardSelector } from '#main/risk/select-card.ts'
import { riskSchema } from '#src/config/risk.ts'
import { inField } from '../../drivers/card/in-field.ts'
import { must } from '../../fakes/wires.ts'
import { CERTIFICATE } from '../../vectors/certificate.ts'
import { PRIVATE_KEY } from '../../vectors/keycard.ts'

it('no tap takes longer where nobody issues certificates', async () => {
  const risk = riskSchema.parse({})
  expect(cardSelector({ risk })).toBe(selectPaymentCard)
  const issuers = [{ address: CERTIFICATE.issuer, notBefore: 0, notAfter: 1 }]
  const select = cardSelector({ risk: { ...risk, issuers } })
  expect(select).toBe(selectCertifiedCard)
  const tag = emulateHalo({ keys: [PRIVATE_KEY, PRIVATE_KEY], certificate: CERTIFICATE.bytes })
  expect(must(await select(inField(tag))).certificate).toEqual(CERTIFICATE.bytes)
})
