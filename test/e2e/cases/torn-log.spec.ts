import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { scanLog } from '#main/files/leveldb-log.ts'
import { paymentsOf } from '#simulator/kiosk-facts.ts'
import { killAtWrite } from '../../chaos/torn-log/kill-at-write.ts'
import { databaseDir } from '../damage.ts'
import { test } from '../fixtures.ts'
import { goOffline, sell } from '../steps.ts'
import { storedRows } from '../stock.ts'

/** LevelDB writes a record's header and its content by two calls: the second of the next record. */
const CONTENT_OF_NEXT_RECORD = 2
const result = 'Paid, settles later'

test('a kill between the two writes of one database record is mended before Chromium sees it', async ({
  world,
  terminal,
}) => {
  const killed = await terminal.open()
  await goOffline(killed, world)
  await sell(killed, world, { card: 'Aigerim', amount: '4.27', result })
  await leaveWitness(killed.page)
  const log = await newestLog(terminal.userDataDir)
  expect((await scan(log)).end).toBe('whole')

  const trap = await killAtWrite({ pid: killed.kiosk.pid, file: log, nthWrite: CONTENT_OF_NEXT_RECORD })
  await killed.cashier.charge('8.05')
  world.tap('Daniyar')
  await trap.killed
  world.remove()
  const torn = await scan(log)
  expect(torn.end, 'the record of the payment has a header and no content').toBe('torn')

  // Unmended, the first start looks perfect, what it writes goes behind the torn record, and at
  // the second Chromium deletes the database without a word.
  const first = await terminal.open()
  await expectAllStored(first.page, 2)
  await sell(first, world, { card: 'Madina', amount: '0.50', result })
  await expectAllStored(first.page, 3)
  await first.kiosk.kill()
  expect((await scan(log)).end, 'the record of the payment is whole').toBe('whole')

  const second = await terminal.open()
  await expectAllStored(second.page, 3)
  expect(await witnesses(second.page), 'Chromium has not deleted the database').toBe(1)
})

async function expectAllStored(page: Page, count: number): Promise<void> {
  const accepted = (await paymentsOf(page)).map(({ id, state }) => `${id} ${state}`)
  expect(accepted).toHaveLength(count)
  expect((await storedRows(page)).sort()).toEqual(accepted.sort())
}

async function newestLog(userDataDir: string): Promise<string> {
  const dir = databaseDir(userDataDir)
  const logs = (await readdir(dir)).filter((name) => name.endsWith('.log')).sort()
  return join(dir, logs.at(-1) ?? '')
}

const scan = async (log: string) => scanLog(await readFile(log))

const WITNESS = 'witness'

/** A database of nobody, in the same LevelDB: no journal brings it back when Chromium deletes that. */
const leaveWitness = (page: Page): Promise<void> =>
  page.evaluate(
    (name) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open(name)
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => resolve(opening.result.close())
      }),
    WITNESS,
  )

const witnesses = (page: Page): Promise<number> =>
  page.evaluate(
    async (witness) => (await indexedDB.databases()).filter(({ name }) => name === witness).length,
    WITNESS,
  )
