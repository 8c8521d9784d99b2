import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { TEST_PAYEE } from '#simulator/chain/test-keys.ts'
import { until } from '#simulator/until.ts'
import { addressOfKey } from '../../fakes/payment.ts'
import { startTerminal, type Terminal } from '../terminal.ts'
import { openPromises } from './promises.ts'
import { gasKeyOfTerminal, giveGas, type World } from './world.ts'

/** Sales of a terminal at once, of which each goes into one transaction: one where it settles each as it is sold. */
const SIZES = [1, 2, 3, 10]
const PATIENCE = { timeoutMs: 180_000, everyMs: 250 }
const FIRST_KEY = 900_000
/** Long enough for the sales of a round to come together. */
const ROUND_MS = 1500

export interface LoneParts {
  readonly world: World
  readonly folder: string
  readonly promises: string
  readonly rounds: number
}

export const loneAccounts = (): string[] => SIZES.map((_, n) => addressOfKey(gasKeyOfTerminal(FIRST_KEY + n)))

/**
 * What each terminal would pay if it settled alone: the same journal and engine, without a fleet. One that sells
 * ten an hour settles each payment by itself; more share a transaction after an outage only.
 */
export async function sellAlone({ world, folder, promises, rounds }: LoneParts): Promise<void> {
  const book = openPromises(promises, 'alone')
  await Promise.all(
    SIZES.map(async (size, n) => {
      const gasKey = gasKeyOfTerminal(FIRST_KEY + n)
      await giveGas(world.rpcUrl, addressOfKey(gasKey))
      const disk = join(folder, `lone-${size}`)
      mkdirSync(disk)
      const terminal = await startTerminal({
        ...{ site: 'alone', terminal: `kiosk-${size}`, folder: disk, gasKey, leaseMinutes: 10 },
        ...{ rpcUrl: world.rpcUrl, domain: world.token.domain, payee: TEST_PAYEE },
        ...{ log: () => undefined, onSigned: book.signed, roundMs: ROUND_MS },
      })
      for (let round = 0; round < rounds; round += 1) await sellAndSettle(terminal, size)
      await terminal.stop()
    }),
  )

  async function sellAndSettle(terminal: Terminal, size: number): Promise<void> {
    const keys = Array.from({ length: size }, (_, i) => world.payers[i % world.payers.length] ?? '0x')
    for (const key of keys) book.promised(await terminal.sell(key, 1_000_000n))
    await until('all is settled', () => terminal.waiting() === 0 || undefined, PATIENCE)
  }
}
