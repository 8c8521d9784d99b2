/**
 * Which of the system's readers the payment cards are laid on. Readers say what they are only in
 * their names, such as (Linux, Windows):
 *
 *     ACS ACR1252 1S CL Reader [ACR1252 Dual Reader PICC] 00 00    ACS ACR1252 1S CL Reader PICC 0
 *     ACS ACR1252 1S CL Reader [ACR1252 Dual Reader SAM] 01 00     ACS ACR1252 1S CL Reader SAM 0
 */

/** A slot for another kind of card: a security module inside the reader, or one with contacts. */
const OTHER_SLOT = /(?<![a-z])(SAM|ICC|contact)(?![a-z])/i

/** Not a reader at all, but a key or a card of its own that looks like one. */
const TOKEN = /yubikey|nitrokey|solokey|token|windows hello|virtual smart card|\bUICC\b/i

/** Says that it reads without contacts: PICC is ISO 14443's word for such a card. */
const CONTACTLESS = /(?<![a-z])(PICC|contactless|NFC|RFID|CL)(?![a-z])|virtual PCD/i

/** Models that read without contacts and do not say so. */
const KNOWN_MODELS = /ACR122|ACR1255|OMNIKEY (50\d\d|5127|5427)|SCL01\d|SCL3711/i

/**
 * `wanted`: a reader's name, or a part of it (the system numbers readers anew when they are plugged
 * in). Without one: the first that reads without contacts, else the only one that could be meant.
 * Undefined when there is none.
 */
export function chooseReader(names: readonly string[], wanted?: string): string | undefined {
  if (wanted !== undefined) return named(names, wanted)
  const possible = names.filter((name) => !OTHER_SLOT.test(name) && !TOKEN.test(name))
  const contactless = possible.find((name) => CONTACTLESS.test(name) || KNOWN_MODELS.test(name))
  return contactless ?? (possible.length === 1 ? possible[0] : undefined)
}

function named(names: readonly string[], wanted: string): string | undefined {
  if (names.includes(wanted)) return wanted
  const alike = names.filter((name) => name.toLowerCase().includes(wanted.toLowerCase()))
  return alike.find((name) => !OTHER_SLOT.test(name)) ?? alike[0]
}
