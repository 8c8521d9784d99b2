import type { SelectCard, SelectFault, SignFault } from '#src/device/card.ts'
import type { CardInField } from '#src/device/reader.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { createPaymentCard, type Signed } from '../card/payment-card.ts'
import { OK, readResponse, selectByName, statusText } from '../iso7816/apdu.ts'
import { readHaloCertificate } from './certificate.ts'
import {
  fetchSignCommand,
  getKeysCommand,
  HALO_AIDS,
  readFetchSign,
  readFirstKey,
  readSign,
  signCommand,
} from './protocol.ts'

/**
 * Selects the core of an Arx HaLo tag. Three APDUs make a payment: SELECT, the keys, the signature;
 * one more on tags with the older name, and one more on those older than core 01.C4.
 */
export const selectHalo: SelectCard = (field) => select(field, async () => ok(undefined))

/**
 * The same, and what its issuer left on it: seven APDUs more, where the tag's NDEF message has a certificate
 * behind its usual URL; six where it has none.
 */
export const selectCertifiedHalo: SelectCard = (field) => select(field, readCertificate)

type Certificate = Result<Uint8Array | undefined, SelectFault>

async function select(
  field: CardInField,
  certificateOf: (field: CardInField) => Promise<Certificate>,
): ReturnType<SelectCard> {
  const selected = await selectCore(field)
  if (!selected.ok) return selected
  const answer = await field.transmit(getKeysCommand())
  if (!answer.ok) return answer
  const publicKey = readFirstKey(answer.value)
  if (!publicKey.ok) return publicKey
  const certificate = await certificateOf(field)
  if (!certificate.ok) return certificate
  return ok(
    createPaymentCard({
      application: 'halo',
      publicKey: publicKey.value,
      ...(certificate.value && { certificate: certificate.value }),
      sign: (digest) => sign(field, digest),
    }),
  )
}

/** Comes back to the core, which alone can sign. */
async function readCertificate(field: CardInField): Promise<Certificate> {
  const certificate = await readHaloCertificate(field)
  if (!certificate.ok) return certificate
  const core = await selectCore(field)
  return core.ok ? certificate : core
}

async function selectCore(field: CardInField): Promise<Result<undefined, SelectFault>> {
  let refusal = ''
  for (const aid of HALO_AIDS) {
    const answer = await field.transmit(selectByName(aid))
    if (!answer.ok) return answer
    const response = readResponse(answer.value)
    if (!response) return fail('CARD_ANSWER_INVALID', 'no status word')
    if (response.status === OK) return ok()
    refusal = statusText(response.status)
  }
  return fail('CARD_NOT_SUPPORTED', refusal)
}

async function sign(field: CardInField, digest: Uint8Array): Promise<Result<Signed, SignFault>> {
  const answer = await field.transmit(fetchSignCommand(digest))
  if (!answer.ok) return answer
  const signed = readFetchSign(answer.value)
  if (!signed.ok) return signed
  return signed.value === 'unknown-command' ? signAsOldTags(field, digest) : ok(signed.value)
}

/** Without the key in the answer: whose signature it is, the payment's proof tells. */
async function signAsOldTags(field: CardInField, digest: Uint8Array): Promise<Result<Signed, SignFault>> {
  const answer = await field.transmit(signCommand(digest))
  return answer.ok ? readSign(answer.value) : answer
}
