/**
 * Tells whose ACK it is. The chip's ACK carries no name, and a busy host may send a command again
 * while the first ACK already waits to be read: then the command has its answer early, and the
 * second ACK and answer come in front of those of the next command.
 */
export interface Acks {
  /** A new command is about to be sent: whatever is still owed belongs to older ones. */
  begin(): void
  /** The command is about to be sent again: whatever was owed is taken for lost. */
  giveUp(): void
  sent(): void
  /** An ACK came; true if it is for the command of now. */
  heard(): boolean
}

export function createAcks(): Acks {
  let owed = 0
  let stale = 0
  return {
    begin() {
      stale = owed
    },
    giveUp() {
      stale = 0
      owed = 0
    },
    sent() {
      owed += 1
    },
    heard() {
      owed = Math.max(0, owed - 1)
      if (stale === 0) return true
      stale -= 1
      return false
    },
  }
}
