import { CONTAINER_ID, NDEF_AID } from '../ndef/type4.ts'
import { type EmulatedCard, response, sameBytes, selectedName } from './emulated-card.ts'

export interface Type4Settings {
  /** NDEF records, one behind the other. */
  readonly message: Uint8Array
  /** MLe, most bytes that it gives at once. Default: FF. */
  readonly longestRead?: number
  /** Gives 6F00 to longer reads, whatever its MLe says, as some firmware of readers does. */
  readonly chokesAbove?: number
}

const FILE_ID = 0xe104
const FILE_BYTES = 0x0800

const Instruction = { select: 0xa4, readBinary: 0xb0 }
/** P1 and P2 of SELECT by file identifier, first or only one, no answer. */
const BY_FILE_ID = [0x00, 0x0c]

const Status = { ok: 0x9000, noFile: 0x6a82, noneSelected: 0x6986, beyondEnd: 0x6b00, unknown: 0x6d00 }

const word = (value: number): number[] => [value >> 8, value & 0xff]

/**
 * The NDEF side of a tag as the NFC Forum's Type 4 Tag has it (T4TOP 2.0): SELECT by name, SELECT by file
 * identifier (section 5.4), READ BINARY (5.3); a capability container of mapping version 2.0 (5.1) with one file
 * that nobody may write. The file is as long as it says: zeros follow the message.
 */
export function emulateType4(settings: Type4Settings): EmulatedCard {
  const { message, longestRead = 0xff, chokesAbove = 0x100 } = settings
  const file = new Uint8Array(FILE_BYTES)
  file.set([...word(message.length), ...message])
  const container = [
    ...[...word(15), 0x20, ...word(longestRead), ...word(0xff)],
    ...[0x04, 0x06, ...word(FILE_ID), ...word(FILE_BYTES), 0x00, 0xff],
  ]
  const files = new Map([
    [CONTAINER_ID, Uint8Array.from(container)],
    [FILE_ID, file],
  ])
  let selected: Uint8Array | undefined
  return {
    activate() {
      selected = undefined
    },
    answer(apdu) {
      const name = selectedName(apdu)
      if (name) {
        selected = undefined
        return response(sameBytes(name, NDEF_AID) ? Status.ok : Status.noFile)
      }
      const [, instruction, p1 = 0, p2 = 0] = apdu
      if (instruction === Instruction.select && p1 === BY_FILE_ID[0] && p2 === BY_FILE_ID[1]) {
        const found = files.get((apdu[5] ?? 0) * 0x100 + (apdu[6] ?? 0))
        selected = found ?? selected
        return response(found ? Status.ok : Status.noFile)
      }
      if (instruction !== Instruction.readBinary) return response(Status.unknown)
      if (!selected) return response(Status.noneSelected)
      const offset = p1 * 0x100 + p2
      const asked = apdu[4] || 0x100
      if (asked > chokesAbove) return response(0x6f00)
      if (offset >= selected.length) return response(Status.beyondEnd)
      return response(Status.ok, ...selected.subarray(offset, offset + Math.min(asked, longestRead)))
    },
  }
}

/** A record with the URI whole (RTD URI 1.0), in the long form that HaLo tags use (libhalo, `read_ndef.js`). */
export function urlRecord(url: string, place: 'only' | 'first'): Uint8Array {
  const payload = [0x00, ...new TextEncoder().encode(url)]
  return Uint8Array.of(place === 'only' ? 0xc1 : 0x81, 0x01, 0, 0, ...word(payload.length), 0x55, ...payload)
}

/** A short record of an external type, behind another (NDEF 1.0, section 3.2; RTD 1.0, section 3.2). */
export const lastExternalRecord = (type: string, payload: Uint8Array): Uint8Array =>
  Uint8Array.of(0x54, type.length, payload.length, ...new TextEncoder().encode(type), ...payload)
