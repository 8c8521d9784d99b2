import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { SetupChannels } from '#src/ipc/setup.ts'
import { fail, ok } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import type { ConfigFile } from '../config/load.ts'
import { lastGoodPath } from '../config/paths.ts'
import { replaceConfig } from '../config/store.ts'
import type { Handlers } from '../ipc/door.ts'
import type { Power } from '../service/power.ts'
import { checkNodes } from './check-nodes.ts'
import type { SetupDevices } from './devices.ts'
import { configFrom, suggestId } from './proposal.ts'

/**
 * Whether this is a first start. A terminal that has sold before, or was set up before, has lost its
 * configuration instead: it is out of service, or whoever stands before it could make it theirs.
 */
export const isFirstStart = ({ isAbsent }: ConfigFile, userData: string): boolean =>
  isAbsent && !existsSync(join(userData, 'journal')) && !existsSync(lastGoodPath(userData))

type SetupHandlers = Pick<Handlers, keyof SetupChannels>

export interface SetupParts {
  readonly path: string
  readonly power: Power
  readonly clock: Clock
  readonly devices: SetupDevices
  readonly log: (message: string) => void
}

/** The wizard's questions to main. A file that somebody else wrote meanwhile is not written over. */
export const setupHandlers = ({ path, power, clock, devices, log }: SetupParts): SetupHandlers => {
  const suggestedId = suggestId()
  let done = false
  return {
    'setup/state': () => ok({ needed: true, suggestedId }),
    'setup/check-nodes': async ({ rpcUrls, domain }) => ok(await checkNodes(rpcUrls, domain, clock)),
    'setup/devices': async () => ok(await devices.look()),
    async 'setup/propose'(proposal) {
      const chosen = devices.configOf(proposal.devices ?? {})
      const { text, problems: others } = await configFrom(proposal, chosen.devices)
      const problems = [...others, ...chosen.problems]
      if (problems.length > 0) return ok(problems)
      if (done || existsSync(path)) return fail('SERVICE_LOCKED', 'there is a configuration by now')
      done = true
      const written = await replaceConfig(path, { text, signatures: null })
      if (!written.ok) {
        done = false
        return written
      }
      log(`set up: wrote ${path}`)
      power.restart()
      return ok([])
    },
  }
}

/** Everywhere but at a first start. */
export const noSetup: SetupHandlers = {
  'setup/state': () => ok({ needed: false, suggestedId: '' }),
  'setup/check-nodes': () => fail('SERVICE_LOCKED'),
  'setup/devices': () => fail('SERVICE_LOCKED'),
  'setup/propose': () => fail('SERVICE_LOCKED'),
}
