/** What can be made to go wrong on the way from the chip to the host. */
export interface WireFaults {
  /** The next answer, or the next few, arrive with a wrong checksum. */
  corruptNextAnswers(count?: number): void
  /** The next answer is lost. */
  dropNextAnswer(): void
  /** Noise in front of the next answer. */
  noiseBeforeNextAnswer(noise: Uint8Array): void
  /** The chip hears nothing and says nothing, until this is taken back. */
  setSilent(silent: boolean): void
}

export interface FaultyWire {
  readonly faults: WireFaults
  readonly silent: boolean
  /** The bytes that really go out for this answer. */
  damage(frame: Uint8Array): Uint8Array
}

export function createFaultyWire(): FaultyWire {
  let silent = false
  let next: ((frame: Uint8Array) => Uint8Array)[] = []
  return {
    faults: {
      corruptNextAnswers(count = 1) {
        next = Array.from({ length: count }, () => withWrongChecksum)
      },
      dropNextAnswer() {
        next = [() => new Uint8Array()]
      },
      noiseBeforeNextAnswer(noise) {
        next = [(frame) => Uint8Array.of(...noise, ...frame)]
      },
      setSilent(value) {
        silent = value
      },
    },
    get silent() {
      return silent
    },
    damage: (frame) => next.shift()?.(frame) ?? frame,
  }
}

/** The last but one byte of a frame is its checksum. */
const withWrongChecksum = (frame: Uint8Array): Uint8Array =>
  frame.map((byte, i) => (i === frame.length - 2 ? byte ^ 0xff : byte))
