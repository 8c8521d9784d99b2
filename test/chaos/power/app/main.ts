/**
 * The terminal's journal and queue with nothing else of the terminal: no sale, no devices, no
 * chain. Says on stdout, a JSON line each, what it holds at its start and what it acknowledges.
 */
import { randomBytes } from 'node:crypto'
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { app, BrowserWindow, ipcMain } from 'electron'
import { systemClock } from '#drivers/system-clock.ts'
import { mendLogs } from '#main/files/page-database.ts'
import { type Ledger, openLedger } from '#main/ledger/ledger.ts'
import { exitOnBug } from '#main/modules/crashes.ts'
import { lockDown } from '#main/modules/lock-down.ts'
import { log, logger } from '#main/modules/log.ts'
import { APP_ORIGIN, registerAppScheme, serveApp } from '#main/windows/app-protocol.ts'
import { WEB_PREFERENCES } from '#main/windows/window.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { ok } from '#src/result.ts'
import { acceptedPayment } from '../../../fakes/accepted.ts'
import type { Holdings } from './contract.ts'

const STDOUT = 1
const say = (message: Holdings | { readonly acknowledged: number }) =>
  writeSync(STDOUT, `${JSON.stringify(message)}\n`)

exitOnBug(logger)
registerAppScheme()
void start()

async function start(): Promise<void> {
  await app.whenReady()
  lockDown()
  serveApp(join(import.meta.dirname, '../renderer'))
  const userData = app.getPath('userData')
  await mendLogs(userData, { origin: APP_ORIGIN, now: Date.now() })
  const dir = join(userData, 'journal')
  const opened = await openLedger(dir, { clock: systemClock, randomBytes, log })
  if (!opened.ok) throw new Error(opened.error.detail)
  say({ store: 'journal', receipts: await receiptsIn(opened.value) })
  answerPage(opened.value)
  const preload = join(import.meta.dirname, '../preload/index.cjs')
  const window = new BrowserWindow({ show: false, webPreferences: { ...WEB_PREFERENCES, preload } })
  await window.loadURL(`${APP_ORIGIN}/`)
}

async function receiptsIn({ journal }: Ledger): Promise<number[]> {
  const entries = await journal.since(0, journal.seq())
  return entries.flatMap(({ fact }) => (fact.type === 'accepted' ? [fact.payment.receiptNumber] : []))
}

function answerPage(ledger: Ledger): void {
  const durability = app.commandLine.getSwitchValue('durability')

  ipcMain.handle('power/start', () => {
    const { epoch, seq } = ledger.journal
    return { durability, head: { epoch, seq: seq(), summary: ledger.summary() } }
  })
  ipcMain.handle('journal/since', async (_event, { seq, limit }: { seq: number; limit: number }) =>
    ok(await ledger.journal.since(seq, limit)),
  )
  // Nothing is ever taken back: what the journal has lost shall show.
  ipcMain.handle('journal/adopt', (_event, { payments }: { payments: AcceptedPayment[] }) =>
    ok(payments.map(({ authorization }) => authorization.nonce).filter((id) => !ledger.payment(id))),
  )
  ipcMain.handle('power/accept', async () => {
    const payment = acceptedPayment(ledger.summary().lastReceiptNumber + 1)
    const written = await ledger.record({ type: 'accepted', payment })
    if (!written.ok) throw new Error(written.error.detail)
    return written.value
  })
  ipcMain.handle('power/holds', (_event, holdings: Holdings) => void say(holdings))
  ipcMain.handle('power/acknowledge', (_event, receipt: number) => void say({ acknowledged: receipt }))
  ipcMain.handle('power/failed', (_event, why: string) => {
    log(why)
    app.exit(1)
  })
}
