import { WALLET_AID } from '../keycard/pinless-protocol.ts'
import { CASH_AID } from '../keycard/protocol.ts'
import { type EmulatedCard, response, sameBytes, selectedName } from './emulated-card.ts'
import { emulateKeycardCash, type KeycardCashSettings } from './keycard-cash.ts'
import { createCardChannel } from './secure-channel.ts'

/** Free bytes of the Cash applet. */
const STORE_BYTES = 127
const TRIES = 3
const CASH = 0x02
/** All but a seed: that comes later, by commands that this card does not have. */
const CAPABILITIES = 0x1f

const Instruction = {
  ...{ open: 0x10, authenticate: 0x11, pair: 0x12, unpair: 0x13, verifyPin: 0x20 },
  ...{ getData: 0xca, storeData: 0xe2, getStatus: 0xf2, init: 0xfe },
}
const Status = {
  ...{ ok: 0x9000, wrongPin: 0x63c0, notNow: 0x6985, wrongData: 0x6a80 },
  ...{ noApplet: 0x6a82, wrongParameter: 0x6a86, unknown: 0x6d00 },
}

/**
 * A Status Keycard of 3.1 with both applets (status-keycard, `KeycardApplet`, `SecureChannel`, `CashApplet`): its
 * owner sets it up (INIT), clients pair, open the secure channel and show the PIN, and then may store what the
 * Cash applet shows. New, and without a seed.
 */
export function emulateKeycard(settings: Omit<KeycardCashSettings, 'version'>): EmulatedCard {
  const channel = createCardChannel()
  let cash = emulateKeycardCash(settings)
  let stored = settings.publicData ?? new Uint8Array()
  let pin: Uint8Array | undefined
  let tries = TRIES
  let isOwner = false
  let selected: 'cash' | 'main' | undefined

  function leave(): void {
    channel.reset()
    isOwner = false
    selected = undefined
  }

  function select(name: Uint8Array, apdu: Uint8Array): Uint8Array {
    leave()
    if (sameBytes(name, CASH_AID)) selected = 'cash'
    if (sameBytes(name, WALLET_AID)) selected = 'main'
    if (selected === 'cash') return cash.answer(apdu)
    return selected ? selectAnswer() : response(Status.noApplet)
  }

  function selectAnswer(): Uint8Array {
    const key = [0x80, channel.publicKey.length, ...channel.publicKey]
    if (!pin) return response(Status.ok, ...key)
    const inside = [
      ...[0x8f, 16, ...new Uint8Array(16).fill(0x17), ...key, 0x02, 0x02, 3, 1],
      ...[0x02, 0x01, channel.freeSlots(), 0x8e, 0x00, 0x8d, 0x01, CAPABILITIES],
    ]
    return response(Status.ok, 0xa4, inside.length, ...inside)
  }

  /** PIN of 6 digits, PUK of 12, pairing secret of 32 bytes; what may follow sets other counts of tries. */
  function initialise(data: Uint8Array): Uint8Array {
    const owner = channel.decryptOnce(data)
    if (!owner || owner.length < 50 || !owner.subarray(0, 18).every(isDigit))
      return response(Status.wrongData)
    pin = owner.slice(0, 6)
    channel.setSecret(owner.subarray(18, 50))
    return response(Status.ok)
  }

  function verify(given: Uint8Array): Uint8Array {
    isOwner = tries > 0 && pin !== undefined && sameBytes(given, pin)
    tries = isOwner ? TRIES : Math.max(0, tries - 1)
    return response(isOwner ? Status.ok : Status.wrongPin | tries)
  }

  function store(p1: number, data: Uint8Array): Uint8Array {
    if (!isOwner) return response(Status.notNow)
    // Its own data and its NDEF message are of no use here.
    if (p1 !== CASH) return response(Status.wrongParameter)
    if (data.length > STORE_BYTES) return response(Status.wrongData)
    stored = data.slice()
    cash = emulateKeycardCash({ ...settings, publicData: stored })
    return response(Status.ok)
  }

  const tell = (p1: number): Uint8Array =>
    p1 === CASH ? response(Status.ok, ...stored) : response(Status.wrongParameter)

  function unpair(index: number): Uint8Array {
    if (!isOwner) return response(Status.notNow)
    return response(channel.unpair(index) ? Status.ok : Status.wrongParameter)
  }

  /** What needs the channel, out of it. */
  function answerInside(instruction: number | undefined, p1: number, data: Uint8Array): Uint8Array {
    if (instruction === Instruction.verifyPin) return verify(data)
    if (instruction === Instruction.storeData) return store(p1, data)
    if (instruction === Instruction.unpair) return unpair(p1)
    if (instruction === Instruction.getData) return tell(p1)
    if (instruction === Instruction.getStatus)
      return response(Status.ok, 0xa3, 9, 0x02, 1, tries, 0x02, 1, 5, 0x01, 1, 0)
    return response(Status.unknown)
  }

  function answerMain(apdu: Uint8Array): Uint8Array {
    const [, instruction, p1 = 0, , length = 0] = apdu
    const data = apdu.subarray(5, 5 + length)
    if (!pin) return instruction === Instruction.init ? initialise(data) : response(Status.unknown)
    if (instruction === Instruction.pair) return channel.pair(p1, data)
    if (instruction === Instruction.open) return channel.open(p1, data)
    if (instruction === Instruction.authenticate) return channel.authenticate(apdu)
    // In clear as well, and for anybody.
    if (instruction === Instruction.getData && !channel.isOpen()) return tell(p1)
    const opened = channel.unwrap(apdu)
    return 'answer' in opened ? opened.answer : channel.wrap(answerInside(instruction, p1, opened.data))
  }

  return {
    activate() {
      leave()
      cash.activate?.()
    },
    answer(apdu) {
      const name = selectedName(apdu)
      if (name) return select(name, apdu)
      if (selected === 'cash') return cash.answer(apdu)
      return selected ? answerMain(apdu) : response(Status.unknown)
    },
  }
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39
