/** An uncompressed point: 04, then both coordinates of 32 bytes (SEC 1, section 2.3.3). */
export const PUBLIC_KEY_LENGTH = 65

export const isPublicKey = (bytes: Uint8Array): boolean =>
  bytes.length === PUBLIC_KEY_LENGTH && bytes[0] === 0x04
