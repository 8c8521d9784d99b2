import type { OpenFault } from '#src/device/link.ts'

/**
 * What a system's words for a failed `open` mean. The libraries below us hand them on as text only
 * (strerror on Linux and macOS, FormatMessage on Windows). Undefined: they do not say.
 */
export function openFaultOf(message: string): OpenFault | undefined {
  return MEANINGS.find(([words]) => words.test(message))?.[1]
}

const MEANINGS: readonly (readonly [RegExp, OpenFault])[] = [
  // Behind an exclusive lock the system says "try again", and node-serialport "Cannot lock port".
  [/cannot lock port|resource busy|resource temporarily unavailable|EBUSY|EAGAIN/i, 'LINK_BUSY'],
  [/permission denied|access(?: is)? denied|operation not permitted|EACCES|EPERM/i, 'LINK_FORBIDDEN'],
  [/no such (?:file|device)|file not found|ENOENT|ENODEV|ENXIO/i, 'LINK_ABSENT'],
]
