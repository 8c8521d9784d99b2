import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openLedger } from '#main/ledger/ledger.ts'
import { type RescueParts, rescueHandlers } from '#main/modules/rescue.ts'
import { writeRescueFile } from '#main/rescue/file.ts'
import { recoverInJavaScript } from '#src/payment/signature.ts'
import { fail, ok } from '#src/result.ts'
import { account, id } from '../../fakes/accepted.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { must } from '../../fakes/wires.ts'
import { TERMS } from '../sale/till.ts'
import { GAS, lostContent, lostPayment, PASSPHRASE } from './lost.ts'

// Keys are slow to derive on purpose, and slower on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

const request = { passphrase: PASSPHRASE }

/** A terminal whose person always picks this file, on a stick that other terminals use too. */
async function openTerminal(path: string | undefined, change: Partial<RescueParts> = {}) {
  const ledger = must(
    await openLedger(join(emptyFolder(), 'journal'), {
      clock: fakeClock(),
      randomBytes,
      log: () => undefined,
    }),
  )
  onTestFinished(ledger.close)
  const lines: string[] = []
  const suggested: string[] = []
  const handlers = rescueHandlers({
    config: { shop: { name: 'Apple Street' }, chain: { multicall: account(0xca11) } },
    terms: TERMS,
    ledger,
    gasKey: { account: () => ok(GAS) },
    recover: recoverInJavaScript,
    dialogs: {
      save: async (name) => {
        suggested.push(name)
        return path
      },
      open: async () => path,
    },
    clock: fakeClock(new Date(2026, 10, 24, 12).getTime()),
    log: (line) => lines.push(line),
    ...change,
  })
  const accept = async (...numbers: number[]) => {
    for (const n of numbers) must(await ledger.record({ type: 'accepted', payment: lostPayment(n) }))
  }
  return { ledger, handlers, accept, lines, suggested }
}

const stick = () => join(emptyFolder(), 'stick.rescue')

test('one terminal’s queue is another’s, and its person is told what was in it', async () => {
  const path = stick()
  const lost = await openTerminal(path)
  await lost.accept(1, 2)
  expect(await lost.handlers['rescue/export'](request)).toEqual(
    ok({ fileName: 'stick.rescue', payments: 2, units: 2_000_000n }),
  )
  expect(lost.suggested).toEqual(['tapsyr-apple-1-2026-11-24.rescue'])

  const saviour = await openTerminal(path)
  await saviour.accept(1)
  expect(await saviour.handlers['rescue/import'](request)).toEqual(
    ok({ terminalId: 'apple-1', taken: 1, known: 1 }),
  )
  expect(saviour.ledger.payment(id(2))).toMatchObject({ state: 'accepted', rescuedFrom: 'apple-1' })
  expect(saviour.lines).toEqual(['rescued 1 payments of apple-1: 1 were here, 0 only the chain can judge'])
})

test('a locked key signs no file, and nobody is asked where to put it', async () => {
  const { handlers, accept, suggested } = await openTerminal(stick(), {
    gasKey: { account: () => fail('KEY_LOCKED') },
  })
  await accept(1)
  expect(await handlers['rescue/export'](request)).toEqual(fail('KEY_LOCKED'))
  expect(suggested).toEqual([])
})

test('nothing that waits is no file, and a payment for an earlier payee does not count', async () => {
  const { ledger, handlers, suggested } = await openTerminal(stick())
  expect(await handlers['rescue/export'](request)).toEqual(fail('RESCUE_NOTHING_WAITING'))
  const before = lostPayment(1, { to: account(0xbad) })
  must(await ledger.record({ type: 'accepted', payment: before }))
  expect(await handlers['rescue/export'](request)).toEqual(fail('RESCUE_NOTHING_WAITING'))
  expect(suggested).toEqual([])
})

test('a person who picks no file gets none, and it is no error', async () => {
  const { handlers, accept } = await openTerminal(undefined)
  await accept(1)
  expect(await handlers['rescue/export'](request)).toEqual(ok(null))
  expect(await handlers['rescue/import'](request)).toEqual(ok(null))
})

test('what was settled while the person chose is not in the file', async () => {
  const path = stick()
  const lost = await openTerminal(path, {
    dialogs: {
      save: async () => {
        must(await lost.ledger.record({ type: 'expired', ids: [id(1)] }))
        return path
      },
      open: async () => path,
    },
  })
  await lost.accept(1, 2)
  expect(await lost.handlers['rescue/export'](request)).toMatchObject({ value: { payments: 1 } })
})

test('a second dialog does not open over the first', async () => {
  let choose = () => {}
  const chosen = new Promise<undefined>((resolve) => {
    choose = () => resolve(undefined)
  })
  const dialogs = { save: () => chosen, open: () => Promise.reject(new Error('a second dialog')) }
  const { handlers, accept } = await openTerminal(undefined, { dialogs })
  await accept(1)
  const first = handlers['rescue/export'](request)
  expect(await handlers['rescue/import'](request)).toEqual(ok(null))
  choose()
  expect(await first).toEqual(ok(null))
})

test('the wrong passphrase, another merchant’s file and a folder in the file’s place take nothing', async () => {
  const path = stick()
  const { ledger, handlers } = await openTerminal(path)
  const keys = { account: GAS, passphrase: PASSPHRASE }
  must(await writeRescueFile(path, lostContent(), keys))
  expect(await handlers['rescue/import']({ passphrase: 'another one' })).toEqual(fail('PASSPHRASE_WRONG'))

  const payee = account(0xbad)
  must(await writeRescueFile(path, lostContent({ payee, payments: [lostPayment(1, { to: payee })] }), keys))
  expect(await handlers['rescue/import'](request)).toEqual(fail('RESCUE_OTHER_MERCHANT'))
  expect(ledger.journal.seq()).toBe(1)
})

test('no path is in what the page is told of a drive that refuses', async () => {
  const folder = join(emptyFolder(), 'folder')
  mkdirSync(join(folder, 'full'), { recursive: true })
  const { handlers, accept } = await openTerminal(folder)
  await accept(1)
  for (const answer of [await handlers['rescue/export'](request), await handlers['rescue/import'](request)]) {
    expect(answer.ok ? 'done' : answer.error.code).toMatch(/^FILE_(WRITE|READ)_FAILED$/)
    expect(JSON.stringify(answer)).not.toContain('/')
  }
  expect(existsSync(`${folder}.new`)).toBe(false)
  expect(readdirSync(folder)).toEqual(['full'])
})
