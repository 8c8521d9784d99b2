import type { APDUCommand } from 'keycard-sdk/dist/apdu-command.js'
import { APDUException, WrongPINException } from 'keycard-sdk/dist/apdu-exception.js'
import { APDUResponse } from 'keycard-sdk/dist/apdu-response.js'
import { Commandset } from 'keycard-sdk/dist/commandset.js'
import { readSelectWallet, selectWalletCommand } from '#drivers/keycard/pinless-protocol.ts'
import { readSelectCash, selectCashCommand } from '#drivers/keycard/protocol.ts'
import type { CardInField } from '#src/device/reader.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import { type Failure, fail, ok, type Result } from '#src/result.ts'

/** STORE DATA, P1: what the Cash applet shows in its answer to SELECT. */
const CASH = 0x02
/** 4.0 has another secure channel, which keycard-sdk 3.1.8 does not know. */
const GENERATION = 3

export interface Owner {
  /** 6 digits. */
  readonly pin: string
  /** What clients pair with. */
  readonly pairingPassword: string
}

/**
 * Stores up to 127 bytes on a Keycard that its owner has set up, and reads them back as a terminal does. The applet
 * takes them within the secure channel and after the PIN only (status-keycard, `KeycardApplet.storeData`); the
 * channel is the maker's own library's. It pairs for this once, and gives the slot back.
 */
export async function storeOnKeycard(
  field: CardInField,
  bytes: Uint8Array,
  { pin, pairingPassword }: Owner,
): Promise<Result<undefined, ErrorCode>> {
  const known = await whyNot(field)
  if (!known.ok) return known
  const kit = new Commandset({ isConnected: () => true, send: (command) => send(field, command) })
  try {
    ;(await kit.select()).checkOK('SELECT')
    await kit.autoPair(pairingPassword)
    await kit.autoOpenSecureChannel()
    ;(await kit.verifyPIN(pin)).checkAuthOK()
    const stored = await kit.storeData(bytes, CASH)
    await kit.autoUnpair()
    stored.checkOK('STORE DATA')
  } catch (error) {
    return failureOf(error)
  }
  return readBack(field, bytes)
}

/** The card as our own reader of it sees it: the kit cannot read what 4.0 says of itself. */
async function whyNot(field: CardInField): Promise<Result<undefined, ErrorCode>> {
  const answer = await field.transmit(selectWalletCommand())
  if (!answer.ok) return answer
  const version = readSelectWallet(answer.value)
  if (!version.ok) return version
  const { major, minor } = version.value
  return major === GENERATION ? ok() : fail('CARD_NOT_SUPPORTED', `version ${major}.${minor}`)
}

/** The kit knows failures as exceptions: one of the reader's is carried through it. */
class ExchangeFailed extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.code)
    this.failure = failure
  }
}

async function send(field: CardInField, command: APDUCommand): Promise<APDUResponse> {
  const answer = await field.transmit(command.serialize())
  if (!answer.ok) throw new ExchangeFailed(answer.error)
  return new APDUResponse(answer.value)
}

function failureOf(error: unknown): Result<never, ErrorCode> {
  if (error instanceof ExchangeFailed) return { ok: false, error: error.failure }
  if (error instanceof WrongPINException)
    return fail('CARD_REFUSED', `wrong PIN, ${error.retryAttempts} tries left; a pairing slot stays used`)
  if (error instanceof APDUException)
    return fail(
      'CARD_REFUSED',
      `${error.message}${error.sw === undefined ? '' : ` SW ${error.sw.toString(16)}`}`,
    )
  return fail('CARD_ANSWER_INVALID', error instanceof Error ? error.message : String(error))
}

async function readBack(field: CardInField, bytes: Uint8Array): Promise<Result<undefined, ErrorCode>> {
  const answer = await field.transmit(selectCashCommand())
  if (!answer.ok) return answer
  const info = readSelectCash(answer.value)
  if (!info.ok) return info
  const { publicData } = info.value
  const isSame = publicData.length === bytes.length && publicData.every((byte, i) => byte === bytes[i])
  return isSame ? ok() : fail('CARD_ANSWER_INVALID', 'it does not show what was stored')
}
