import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { emptyFolder } from '../../fakes/folder.ts'
import { FULL_SIZE } from './options.ts'
import { prove } from './prove.ts'

/** `npm run fleet:proof` with a thousand terminals; here twenty, and each trouble once. */
it('loses and doubles nothing whatever fails', { timeout: 600_000 }, async () => {
  const folder = emptyFolder()
  const disks = join(folder, 'disks')
  mkdirSync(disks)
  const lines: string[] = []
  const { count, examples, repeated, begunAnew } = await prove(
    {
      ...FULL_SIZE,
      ...{
        terminals: 20,
        payments: 400,
        workers: 1,
        lanes: 2,
        outages: 1,
        freezes: 0,
        restored: 1,
        outageSeconds: 4,
      },
      ...{ leaseMinutes: 1, waitSeconds: 1, roundMs: 1000, open: 100, loneRounds: 1, folder, disks },
    },
    (line) => lines.push(line),
  )
  const said = lines.join('\n')
  // What is sold alone beside the fleet: a round of 1, 2, 3 and 10.
  const sold = 400 + 16
  expect(count.promised + count.voided + count.unsure, said).toBeGreaterThanOrEqual(sold)
  const { lost, doubled, strangers, isBalanceRight } = count
  expect({ lost, doubled, strangers, isBalanceRight, examples }, said).toEqual({
    ...{ lost: 0, doubled: 0, strangers: 0, isBalanceRight: true, examples: [] },
  })
  expect(count.settlers.payments + count.terminals.payments, said).toBe(
    count.promised - 16 + count.unsurePaid,
  )
  expect(count.settlers.payments).toBeGreaterThan(0)
  expect(begunAnew, said).toBeGreaterThan(0)
  expect(repeated, said).toBeGreaterThan(0)
})
