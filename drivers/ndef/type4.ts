import type { CardInField, ExchangeFault } from '#src/device/reader.ts'
import { ok, type Result } from '#src/result.ts'
import { OK, readResponse, selectByName } from '../iso7816/apdu.ts'
import { readCapabilities } from './capabilities.ts'
import { EXTERNAL, readNdefHeader } from './record.ts'

// NFC Forum Type 4 Tag (T4TOP 2.0): an application with a capability container and a file that has the NDEF message.

/** Name of the NDEF tag application (section 5.1). */
export const NDEF_AID: Uint8Array = Uint8Array.of(0xd2, 0x76, 0x00, 0x00, 0x85, 0x01, 0x01)
/** Identifier of the capability container (section 4.2). */
export const CONTAINER_ID = 0xe103

/** SELECT by file identifier, no answer wanted (section 5.4). */
const selectFile = (id: number): Uint8Array => Uint8Array.of(0x00, 0xa4, 0x00, 0x0c, 0x02, id >> 8, id & 0xff)

/** READ BINARY (section 5.3). */
const readBinary = (offset: number, count: number): Uint8Array =>
  Uint8Array.of(0x00, 0xb0, offset >> 8, offset & 0xff, count)

/** The container with one file: all that is looked at (section 5.1). */
const CONTAINER_BYTES = 15
/** Enough for the message's length and the head of a usual record. */
const FIRST_READ = 0x20
/** Goes into one frame of every reader, with its status word. */
const LONGEST_READ = 0xc0
/** Some firmware of the ACR122U gives 6F00 to more than 3B (libhalo, `read_ndef.js`). */
const CAREFUL_READ = 0x30
/** Longer ones are none that anybody here looks for. */
const LONGEST_PAYLOAD = 0x100
const MOST_RECORDS = 8
/** Above, the first bit of READ BINARY's P1 means another file (ISO/IEC 7816-4, section 7.2.2). */
const OFFSETS_END = 0x8000

/**
 * The payload of the first record of this external type ("example.com:a", without "urn:nfc:ext:") on a Type 4
 * Tag. Payloads in between are stepped over and never read. Undefined where there is none, or no such tag. The
 * card is left with the NDEF application selected. Fails only as every exchange may.
 */
export async function findExternalRecord(
  field: CardInField,
  type: string,
): Promise<Result<Uint8Array | undefined, ExchangeFault>> {
  for (const command of [selectByName(NDEF_AID), selectFile(CONTAINER_ID)]) {
    const selected = await ask(field, command)
    if (!selected.ok || !selected.value) return selected
  }
  const container = await ask(field, readBinary(0, CONTAINER_BYTES))
  if (!container.ok || !container.value) return container
  const capabilities = readCapabilities(container.value)
  if (!capabilities) return ok(undefined)
  const selected = await ask(field, selectFile(capabilities.fileId))
  if (!selected.ok || !selected.value) return selected
  return findIn(createFile(field, capabilities.longestRead), type)
}

/** The data of an answer; undefined where the card refuses. */
async function ask(
  field: CardInField,
  command: Uint8Array,
): Promise<Result<Uint8Array | undefined, ExchangeFault>> {
  const answer = await field.transmit(command)
  if (!answer.ok) return answer
  const response = readResponse(answer.value)
  return ok(response?.status === OK ? response.data : undefined)
}

interface File {
  /** These bytes of the selected file, or fewer where it ends; undefined where it cannot be read. */
  read(at: number, count: number): Promise<Result<Uint8Array | undefined, ExchangeFault>>
}

/** Keeps what it read last: a record's head and its payload mostly come with one answer. */
function createFile(field: CardInField, longest: number): File {
  let most = Math.min(longest, LONGEST_READ)
  let held = { at: 0, bytes: new Uint8Array() }

  async function fetch(at: number, count: number): ReturnType<File['read']> {
    const asked = Math.min(count, most)
    const answer = await ask(field, readBinary(at, asked))
    if (!answer.ok || answer.value || asked <= CAREFUL_READ) return answer
    most = CAREFUL_READ
    return ask(field, readBinary(at, CAREFUL_READ))
  }

  return {
    async read(at, count) {
      if (at >= held.at && at + count <= held.at + held.bytes.length)
        return ok(held.bytes.subarray(at - held.at, at - held.at + count))
      let bytes = new Uint8Array()
      while (bytes.length < count) {
        const more = await fetch(at + bytes.length, count - bytes.length)
        if (!more.ok) return more
        if (!more.value || more.value.length === 0) break
        bytes = Uint8Array.of(...bytes, ...more.value)
      }
      held = { at, bytes }
      return ok(bytes.length === 0 ? undefined : bytes.subarray(0, count))
    },
  }
}

/** NLEN, two bytes, then the message (section 4.3.1). */
async function findIn(file: File, type: string): ReturnType<File['read']> {
  const start = await file.read(0, FIRST_READ)
  if (!start.ok || !start.value) return start
  const [high = 0, low = 0] = start.value
  const end = Math.min(2 + high * 0x100 + low, OFFSETS_END)
  for (let at = 2, records = 0; at < end && records < MOST_RECORDS; records += 1) {
    const isFirst = records === 0
    const bytes = await file.read(at, Math.min(end - at, isFirst ? FIRST_READ - 2 : LONGEST_READ))
    if (!bytes.ok || !bytes.value) return bytes
    const header = readNdefHeader(bytes.value)
    if (!header) return ok(undefined)
    const { format, payloadAt, payloadLength, isChunk, isLast } = header
    if (format === EXTERNAL && header.type === type && !isChunk) {
      if (payloadLength > LONGEST_PAYLOAD || at + payloadAt + payloadLength > end) return ok(undefined)
      return file.read(at + payloadAt, payloadLength)
    }
    if (isLast) return ok(undefined)
    at += payloadAt + payloadLength
  }
  return ok(undefined)
}
