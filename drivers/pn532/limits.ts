/**
 * Time limits in milliseconds. The chip's ACK is due within 15 ms (NXP UM0701-02, section 6.2.2);
 * the rest follows what libnfc and nfcpy allow.
 */

/**
 * Twice: a command that the wire damaged is not answered at all. Far above the 15 ms, because a busy
 * host reads late.
 */
const ackMs = [250, 250]

/** Some USB serial chips hold the first bytes after opening back for about a second. */
export const opening = { ackMs: [100, 100, 1_300], answerMs: 200, late: 'READER_SILENT' } as const

export const setting = { ackMs, answerMs: 200, late: 'READER_SILENT' } as const

/** Three tries to activate a card, and its ATS. */
export const listing = { ackMs, answerMs: 1_000, late: 'READER_SILENT' } as const

/** A card signs in well under a second; its own waiting time may be longer. */
export const exchanging = { ackMs, answerMs: 3_000, late: 'CARD_TIMEOUT' } as const

/** The chip says goodbye to the card first, and waits long for one that was pulled away. */
export const releasing = { ackMs, answerMs: 2_000, late: 'READER_SILENT' } as const

/** Between two looks at a card that should leave. Nobody waits for this one. */
export const REMOVAL_POLL_MS = 50
