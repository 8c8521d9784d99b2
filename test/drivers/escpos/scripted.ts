import { memoryLinks } from '#drivers/link/memory.ts'
import type { Link } from '#src/device/link.ts'

export interface ScriptedPrinter {
  readonly link: Link
  /** Every write of the driver, as hex. */
  readonly heard: string[]
  send(...bytes: readonly number[]): void
  unplug(): Promise<void>
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** A printer whose every word is written in the test: the answer to a write, by its hex. */
export function scriptedPrinter(answer: (written: string) => readonly number[] = () => []): ScriptedPrinter {
  const [link, device] = memoryLinks()
  const heard: string[] = []
  const send = (...bytes: readonly number[]) => void device.write(Uint8Array.from(bytes))
  device.onData((bytes) => {
    heard.push(hex(bytes))
    send(...answer(hex(bytes)))
  })
  return { link, heard, send, unplug: () => device.close() }
}

/** Answers DLE EOT 1 to 4 from four status bytes, and anything else with `other`. */
export const answersStatus =
  (status: readonly number[], other: (written: string) => readonly number[] = () => []) =>
  (written: string): readonly number[] => {
    const [, kind] = /^1004(0[1-4])$/.exec(written) ?? []
    return kind === undefined ? other(written) : [status[Number(kind) - 1] ?? 0]
  }
