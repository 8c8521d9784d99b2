/**
 * The cards that a reader has given out since its field was last seen empty: none of them is given
 * out again before the field was.
 */
export interface Taken {
  /** A card was given out. `id`: see `lastingId`. */
  note(id: Uint8Array | undefined): void
  /** Nothing lay in the field. */
  clear(): void
  /** False after a card that nobody can know again: until the field was empty, nothing is certain. */
  readonly canTell: boolean
  /** Whether a card that lies there now is certainly none of them. */
  isNew(id: Uint8Array | undefined): boolean
}

export function createTaken(): Taken {
  const ids = new Set<string>()
  let isSure = true
  return {
    note(id) {
      if (id) ids.add(keyOf(id))
      else isSure = false
    },
    clear() {
      ids.clear()
      isSure = true
    },
    get canTell() {
      return isSure
    },
    isNew: (id) => isSure && id !== undefined && !ids.has(keyOf(id)),
  }
}

const keyOf = (id: Uint8Array): string => id.join(' ')

/**
 * An identifier of 4 bytes that begins with 08 is made anew for each field (ISO/IEC 14443-3, section
 * 6.5.4).
 */
export const isRandom = (uid: Uint8Array | undefined): boolean => uid?.length === 4 && uid[0] === 0x08

/** A type A card's identifier, if the card gives the same one whenever it is asked; else undefined. */
export const lastingId = (uid: Uint8Array | undefined): Uint8Array | undefined =>
  isRandom(uid) ? undefined : uid
