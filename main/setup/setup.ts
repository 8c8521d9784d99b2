import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { SetupChannels } from '#src/ipc/setup.ts'
import { fail, ok } from '#src/result.ts'
import type { ConfigFile } from '../config/load.ts'
import { lastGoodPath, replaceConfig } from '../config/store.ts'
import type { Handlers } from '../ipc/door.ts'
import type { Power } from '../service/power.ts'
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
  readonly log: (message: string) => void
}

/** The wizard's questions to main. A file that somebody else wrote meanwhile is not written over. */
export const setupHandlers = ({ path, power, log }: SetupParts): SetupHandlers => {
  const suggestedId = suggestId()
  let done = false
  return {
    'setup/state': () => ok({ needed: true, suggestedId }),
    async 'setup/propose'(proposal) {
      const { text, problems } = await configFrom(proposal)
      if (problems.length > 0) return ok(problems)
      if (done || existsSync(path)) return fail('SERVICE_LOCKED', 'there is a configuration by now')
      done = true
      const written = await replaceConfig(path, text)
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
  'setup/propose': () => fail('SERVICE_LOCKED'),
}
