/** Commands that a printer obeys on arrival, ahead of everything in its buffer. */
export type RealTimeCommand =
  | 'status-1'
  | 'status-2'
  | 'status-3'
  | 'status-4'
  | 'recover'
  | 'recover-clear'
  | 'clear'
  | 'pulse'

export interface RealTimeFilter {
  /** Takes out the real-time commands and leaves the bytes that go to the buffer. */
  push(bytes: Uint8Array): { readonly commands: RealTimeCommand[]; readonly data: Uint8Array }
}

// Epson ESC/POS reference: DLE EOT n, DLE ENQ n, DLE DC4 fn 8, DLE DC4 fn 1 (m and t follow).
const PATTERNS: readonly { readonly command: RealTimeCommand; readonly bytes: readonly number[] }[] = [
  { command: 'status-1', bytes: [0x10, 0x04, 1] },
  { command: 'status-2', bytes: [0x10, 0x04, 2] },
  { command: 'status-3', bytes: [0x10, 0x04, 3] },
  { command: 'status-4', bytes: [0x10, 0x04, 4] },
  { command: 'recover', bytes: [0x10, 0x05, 1] },
  { command: 'recover-clear', bytes: [0x10, 0x05, 2] },
  { command: 'clear', bytes: [0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08] },
  { command: 'pulse', bytes: [0x10, 0x14, 0x01] },
]

/** A real printer looks for these everywhere, inside other commands' data too; so does this. */
export function createRealTimeFilter(): RealTimeFilter {
  let held: number[] = []
  return {
    push(bytes) {
      const commands: RealTimeCommand[] = []
      const data: number[] = []
      for (const byte of bytes) {
        held.push(byte)
        while (held.length > 0 && !isBeginning(held)) data.push(held.shift() ?? 0)
        const whole = PATTERNS.find((pattern) => isWhole(pattern.bytes, held))
        if (!whole) continue
        commands.push(whole.command)
        held = []
      }
      return { commands, data: Uint8Array.from(data) }
    },
  }
}

const isBeginning = (bytes: readonly number[]): boolean =>
  PATTERNS.some((pattern) => bytes.length <= pattern.bytes.length && matches(pattern.bytes, bytes))

const isWhole = (pattern: readonly number[], bytes: readonly number[]): boolean =>
  pattern.length === bytes.length && matches(pattern, bytes)

const matches = (pattern: readonly number[], bytes: readonly number[]): boolean =>
  bytes.every((byte, index) => byte === pattern[index])
