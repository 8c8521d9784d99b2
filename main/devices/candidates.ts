import { fail, type Result } from '#src/result.ts'
import type { Attach, Attached } from './supervisor.ts'

/** Where a device may be, and how to start it there. */
export interface Candidate<T> {
  /** Undefined where it is not on the USB: a port on the board, a network address, the PC/SC service. */
  readonly usbPath?: string
  attach(): Promise<Result<Attached<T>>>
}

export type Look<T> = () => Promise<readonly Candidate<T>[]>

/**
 * Tries what was found, the device that was used last first, until one starts. When none does, the
 * fault of one that is there says more than that another is not.
 */
export function attachFirst<T>(look: Look<T>): Attach<T> {
  let last: string | undefined
  return async () => {
    let fault: Result<Attached<T>> = fail('LINK_ABSENT')
    const found = await look()
    for (const candidate of [...found].sort((a, b) => Number(isLast(b)) - Number(isLast(a)))) {
      const tried = await candidate.attach()
      if (tried.ok) {
        last = candidate.usbPath
        return tried
      }
      if (!fault.ok && fault.error.code === 'LINK_ABSENT') fault = tried
    }
    return fault
  }

  function isLast({ usbPath }: Candidate<T>): boolean {
    return usbPath !== undefined && usbPath === last
  }
}
