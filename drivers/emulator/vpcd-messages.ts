/** The largest message: its length is two bytes. */
const MAX_LENGTH = 0xffff

/** One message of vpcd's protocol: its length in two bytes, high one first, then the bytes themselves. */
export function encodeMessage(bytes: Uint8Array): Uint8Array {
  return Uint8Array.of((bytes.length >> 8) & 0xff, bytes.length & 0xff, ...bytes.subarray(0, MAX_LENGTH))
}

export interface MessageReader {
  /** Takes the next bytes of the stream; gives the messages that are whole now. */
  push(bytes: Uint8Array): Uint8Array[]
  /** Length of the message that has begun; undefined while that is not known. */
  readonly awaited: number | undefined
}

/** Finds messages in a stream that is split anywhere. Holds at most one unfinished message. */
export function createMessageReader(): MessageReader {
  let held = new Uint8Array()
  return {
    get awaited() {
      const end = endOf(held)
      return Number.isFinite(end) ? end - 2 : undefined
    },
    push(bytes) {
      held = Uint8Array.of(...held, ...bytes)
      const messages: Uint8Array[] = []
      for (let end = endOf(held); end <= held.length; end = endOf(held)) {
        messages.push(held.slice(2, end))
        held = held.slice(end)
      }
      return messages
    },
  }
}

/** Where the first message ends; beyond everything while its length is not known. */
function endOf([high, low]: Uint8Array): number {
  return high === undefined || low === undefined ? Number.POSITIVE_INFINITY : 2 + high * 256 + low
}
