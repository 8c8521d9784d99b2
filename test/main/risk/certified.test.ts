import { expect, it } from 'vitest'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { selectKeycardCash } from '#drivers/keycard/driver.ts'
import { certificateOf } from '#main/risk/certified.ts'
import type { PaymentCard } from '#src/device/card.ts'
import { recoverInJavaScript } from '#src/payment/signature.ts'
import { inField } from '../../drivers/card/in-field.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { must } from '../../fakes/wires.ts'
import { CERTIFICATE } from '../../vectors/certificate.ts'

const { content, token, issuer, bytes } = CERTIFICATE
const ISSUER = { address: issuer, notBefore: 0, notAfter: 2 ** 32 - 1 }

/** Private key 1 is the card of the vector. */
const cardOf = async (key: number, publicData: Uint8Array) =>
  must(
    await selectKeycardCash(
      inField(emulateKeycardCash({ privateKey: Uint8Array.of(...new Uint8Array(31), key), publicData })),
    ),
  )

function open(issuers = [ISSUER]) {
  const said: string[] = []
  const clock = fakeClock(content.notBefore * 1000)
  const log = (line: string) => void said.push(line)
  const terms = { issuers, token, recover: recoverInJavaScript, clock, log }
  return { said, certified: (card: PaymentCard) => certificateOf(card, terms) }
}

it('a card that shows its certificate has the limits of its issuer', async () => {
  const { certified } = open()
  expect(certified(await cardOf(1, bytes))).toEqual({ ...content, issuer })
})

it('another card with the same bytes has none, and the log says why', async () => {
  const { certified, said } = open()
  expect(certified(await cardOf(2, bytes))).toBeNull()
  expect(said[0]).toContain('CERTIFICATE_INVALID')
})

it('a card without one, or where nobody issues any, is a card like others', async () => {
  const { certified, said } = open([])
  expect([certified(await cardOf(1, bytes)), certified(await cardOf(1, new Uint8Array()))]).toEqual([
    null,
    null,
  ])
  expect(said).toEqual([])
})
