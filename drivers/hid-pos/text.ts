const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** A code's bytes as text: UTF-8, or Latin-1 where they are none; without the suffix a scanner is set to put behind it. */
export function readText(bytes: Uint8Array): string {
  return decode(bytes).replace(/[\r\n\t]+$/, '')
}

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    // The decoder throws for what is no UTF-8; every byte is a letter of Latin-1.
    return [...bytes].map((byte) => String.fromCharCode(byte)).join('')
  }
}
