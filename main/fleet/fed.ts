import type { Bucket } from '#src/fleet/names.ts'

/** A value of the key-value bucket; undefined where there is none. Rejects without an answer. */
export type ReadKey = (key: string) => Promise<Uint8Array | undefined>

/** A part of the terminal that follows one key of a bucket of its fleet. */
export interface Fed {
  readonly bucket: Bucket
  readonly key: string
  /** What lies there now: at the start of each session and after each change. Rejects only when `read` does. */
  take(value: Uint8Array, read: ReadKey): Promise<void>
}
