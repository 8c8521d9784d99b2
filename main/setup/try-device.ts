import { PRINTER_PROFILES } from '#drivers/escpos/profile.ts'
import { ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import { attachFirst, type Look } from '../devices/candidates.ts'
import { lookForPrinter } from '../devices/find-printer.ts'
import { lookForReader } from '../devices/find-reader.ts'
import { lookForScanner } from '../devices/find-scanner.ts'
import type { Named } from './options.ts'

/** Starts a device's driver with the configuration it would have, and stops it: its name, or null where none answers. */
export type TryDevice = (named: Named) => Promise<Result<string | null>>

export const tryDevice =
  (clock: Clock): TryDevice =>
  async (named) => {
    switch (named.device) {
      case 'reader':
        return tryOut(lookForReader({ config: named.config, taken: [], clock }))
      case 'printer': {
        const { config } = named
        return tryOut(lookForPrinter({ config, profile: PRINTER_PROFILES[config.model], taken: [], clock }))
      }
      case 'scanner':
        return named.config.wire === 'hid' ? tryOut(lookForScanner(named.config, clock)) : ok(null)
      case 'display':
        return ok(null)
    }
  }

async function tryOut<T>(look: Look<T>): Promise<Result<string>> {
  const attached = await attachFirst(look)()
  if (!attached.ok) return attached
  await attached.value.close()
  return ok(attached.value.label)
}
