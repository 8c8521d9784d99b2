/** Time limits in milliseconds. */

/** The service names its readers at once; a reader that was just plugged in may need this long. */
export const FIRST_READER_MS = 500

/** Readers are named one after the other: as long as nothing has come for this time, that is all. */
export const SETTLED_MS = 100

/** The reader powers the card, negotiates with it, and waits for whoever talks to it just now. */
export const CONNECTING_MS = 3_000

/** A card signs in well under a second; its own waiting time may be longer. */
export const EXCHANGING_MS = 3_000

/** Nobody waits longer for a goodbye: it goes on by itself. */
export const RELEASING_MS = 2_000

/** Between two tries to connect to a card that lies there and does not answer, or is in use. */
export const RETRY_MS = 250

/** Between two looks at whether a card that should leave has made room for another. */
export const REMOVAL_LOOK_MS = 250

/** Another program that holds a card for longer than this many tries will not let go by itself. */
export const BUSY_TRIES = 8

/** A reader that breaks off at the question for the identifier is not asked it more often than this. */
export const UID_TRIES = 4
