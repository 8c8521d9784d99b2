/**
 * Time limits in milliseconds, one for every time that a command is sent. The guide names none, so
 * they follow what the reader has to do; each is far above it, because a busy host reads late.
 */

/** Some USB serial chips hold the first bytes after opening back for about a second. */
export const opening = { answerMs: [200, 1_300], late: 'READER_SILENT' } as const

export const setting = { answerMs: [400, 400], late: 'READER_SILENT' } as const

/** A card may be worked on by an exchange that we gave up: the reader answers when that is over. */
export const probing = { answerMs: [1_500], late: 'READER_SILENT' } as const

/** A poll ends by itself, then has as long as a setting. */
export const polling = (ms: number) => ({ answerMs: [ms + 400, ms + 400], late: 'READER_SILENT' }) as const

/** A card signs in well under a second. Once only: what was said to a card is not said again. */
export const exchanging = { answerMs: [3_000], late: 'CARD_TIMEOUT' } as const

/** One look for a card, and so the longest wait for a cashier who cancels. */
export const POLL_MS = 200

/** One look at whether the card is still there; one that is answers at once. */
export const REMOVAL_POLL_MS = 100

/** Behind a look that was over sooner: a reader that answers every poll at once must not keep the host busy. */
export const PAUSE_MS = 20

/** Without field for 5.1 ms a card forgets everything (EMV Contactless, Book D, "t_RESET"); twice that. */
export const FIELD_OFF_MS = 10
