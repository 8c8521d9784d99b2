import type { Result } from '../result.ts'

/** A wire to one device, already open: bytes in both directions, in order, in chunks of any size. */
export interface Link {
  /** Resolves when the bytes have left this program, not when the device has read them. */
  write(bytes: Uint8Array): Promise<Result<undefined, 'LINK_CLOSED'>>
  /** Bytes as they arrive, split anywhere. Returns the function that stops listening. */
  onData(listener: (bytes: Uint8Array) => void): () => void
  /** Called once when the wire is gone: pulled out, or closed by either end. */
  onClose(listener: () => void): () => void
  close(): Promise<void>
}

/** Why a wire could not be opened: nothing there, no right to, or another program has it. */
export type OpenFault = 'LINK_ABSENT' | 'LINK_FORBIDDEN' | 'LINK_BUSY'

/** Opens the wire again and again over a device's life: it may be pulled out and plugged back. */
export type OpenLink = () => Promise<Result<Link, OpenFault>>
