import type { ReaderFault } from '#src/device/reader.ts'
import { fail, ok, type Result } from '#src/result.ts'
import {
  activationRetries,
  type FirmwareVersion,
  getFirmwareVersion,
  readFirmwareVersion,
  rfRetries,
  rfTimings,
  samConfiguration,
  setParameters,
  WAKE_UP,
} from './commands.ts'
import { opening, setting } from './limits.ts'
import type { Session } from './session.ts'

const PN532 = 0x32

/**
 * Brings the chip from any state to one that finds cards: awake, known to be a PN532, ATS asked for
 * automatically, and every search ending by itself after three tries.
 */
export async function startUp(session: Session): Promise<Result<FirmwareVersion, ReaderFault>> {
  const awake = await session.request(samConfiguration(), { ...opening, prefix: WAKE_UP })
  if (!awake.ok) return awake
  const version = await session.request(getFirmwareVersion(), setting)
  if (!version.ok) return version
  const firmware = readFirmwareVersion(version.value)
  if (firmware?.chip !== PN532)
    return fail('READER_FAULT', `not a PN532: ${firmware?.chip ?? 'unreadable version'}`)
  for (const command of [setParameters(), activationRetries(2), rfTimings(), rfRetries(2)]) {
    const done = await session.request(command, setting)
    if (!done.ok) return done
  }
  return ok(firmware)
}
