/** What a Type 4 Tag says of itself and of its NDEF file. */
export interface Capabilities {
  /** MLe: most bytes that it gives at once. */
  readonly longestRead: number
  readonly fileId: number
}

const NDEF_FILE = 0x04
const NDEF_FILE_LENGTH = 0x06
const FREE_TO_READ = 0x00
/** Mapping versions 2 and 3 have this layout; a first half byte of 1 has it too. */
const LAST_MAPPING = 3

/**
 * Reads a capability container (NFC Forum, T4TOP 2.0, section 5.1), numbers big-endian; undefined where there is
 * no NDEF file that anybody may read:
 *
 *     length 2, mapping version 1, MLe 2, MLc 2, 04 06 { file id 2, size 2, read access 1, write access 1 }, …
 */
export function readCapabilities(container: Uint8Array): Capabilities | undefined {
  if (container.length < 15) return undefined
  const [, , version = 0, mleHigh = 0, mleLow = 0, , , tag, length, idHigh = 0, idLow = 0] = container
  if (version >> 4 > LAST_MAPPING || tag !== NDEF_FILE || length !== NDEF_FILE_LENGTH) return undefined
  const longestRead = mleHigh * 0x100 + mleLow
  if (container[13] !== FREE_TO_READ || longestRead === 0) return undefined
  return { longestRead, fileId: idHigh * 0x100 + idLow }
}
