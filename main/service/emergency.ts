import { join } from 'node:path'
import type { Config } from '#src/config/schema.ts'
import { SIMULATOR_CHAIN_ID } from '#src/config/schema.ts'
import type { ServiceState } from '#src/ipc/maintenance.ts'
import type { Failure, Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import { readConfigFile } from '../config/load.ts'
import { lastGoodPath, previousPath } from '../config/paths.ts'
import { openLockOut } from '../staff/lock-out.ts'
import { type Access, peopleOf, pinAccess } from './access.ts'
import { type BasicParts, basicHandlers, type ServiceHandlers } from './basics.ts'
import { createConfigDesk } from './config-desk.ts'
import { createGate, type Note } from './gate.ts'

export interface EmergencyParts
  extends Omit<BasicParts, 'gate' | 'note' | 'config' | 'more' | 'stopWaiting' | 'now'> {
  readonly clock: Clock
  /** Why the terminal does not work. */
  readonly error: Failure
  readonly onChange: (state: ServiceState) => void
}

/**
 * Maintenance of a terminal that is out of service: enough to mend its configuration. It is opened by
 * a PIN of the last configuration that worked; without any it stays shut, as a stranger with a memory
 * stick would otherwise make the terminal pay to themselves.
 */
export async function emergencyHandlers(parts: EmergencyParts): Promise<ServiceHandlers> {
  const { clock, error, faults, logger } = parts
  faults.note('start', error.code, error.detail)
  const access = await rememberedAccess(parts)
  // Without a journal the log is all there is to write to.
  const note: Note = async (what, by, detail) =>
    logger.log(`service: ${what} by ${by?.id ?? 'nobody'} ${detail ?? ''}`)
  const gate = createGate({
    ...{ access, clock },
    terminal: 'out-of-service',
    onChange: parts.onChange,
    note,
  })
  const refuse = (): Result<never> => {
    const who = gate.pass()
    return who.ok ? { ok: false, error } : who
  }
  return {
    ...basicHandlers({
      ...parts,
      ...{ gate, note },
      now: clock.now,
      config: createConfigDesk({ ...parts, path: parts.configPath }),
      stopWaiting: () => undefined,
      more: async () => ({ error }),
    }),
    'service/overview': refuse,
    'service/device': refuse,
    'service/wire': refuse,
    'service/test': refuse,
    'service/scanned': refuse,
    'service/network': refuse,
    'service/trust': refuse,
    'service/clock-right': refuse,
    'service/back-in-service': refuse,
    'service/keys': refuse,
    'service/rotate-gas-key': refuse,
    'service/back-up-keys': refuse,
  }
}

/** The PINs of the configuration that is there, with the fleet's layers, if it counts, else of the last one that did. */
async function rememberedAccess({
  configPath,
  userData,
  clock,
  logger,
  signing,
  layers,
}: Pick<
  EmergencyParts,
  'configPath' | 'userData' | 'clock' | 'logger' | 'signing' | 'layers'
>): Promise<Access> {
  const lockOut = await openLockOut(join(userData, 'staff-lock.json'), { clock, log: logger.log })
  const from = async (config: Config) => pinAccess({ ...(await peopleOf(accessParts(config))), lockOut })
  if (layers.config) return from(layers.config)
  for (const path of [configPath, lastGoodPath(userData), previousPath(configPath)]) {
    const { config } = await readConfigFile(path, signing)
    if (config) return from(config)
  }
  return pinAccess({ opensBy: 'nothing', people: [], lockOut })
}

export const accessParts = ({ staff, service, money }: Config) => ({
  ...{ staff, service },
  isSimulator: money.domain.chainId === SIMULATOR_CHAIN_ID,
})
