import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { systemClock } from '#drivers/system-clock.ts'
import { until } from '#simulator/until.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { createDice } from '../../chaos/kiosk/dice.ts'
import { fleetOf, startTerminal, type Terminal, type TerminalParts } from '../terminal.ts'
import { sendAgain } from './duplicates.ts'
import type { CrowdConfig, Order, Standing } from './messages.ts'
import { openPromises, type Promises, readPromises } from './promises.ts'

/** Many terminals in this process, each with its own disk, clock, key and connection. */
export interface Crowd {
  carryOut(order: Order): void
  standing(): Omit<Standing, 'unhandled'>
  stop(): Promise<void>
}

/** Sales that are under way at once, and terminals that are opened at once. */
const AT_ONCE = 8
/** One sale of so many is to be voided, within so long. */
const VOID_ONE_IN = 50
const VOID_WITHIN_MS = 15_000
/** A thousand terminals that come back at once on a busy machine take minutes; the run itself notices when nothing moves. */
const PATIENCE = { timeoutMs: 1_200_000, everyMs: 200 }

interface Seat {
  readonly parts: TerminalParts
  readonly promises: Promises
  terminal: Terminal
  skewMs: number
  /** Nothing is sold there now. */
  isClosed: boolean
  /** A customer is there; the next one waits. */
  isSelling: boolean
  /** Entries of accepted payments, by their numbers, that may not be in the stream. */
  notUp: number[]
}

export async function openCrowd(config: CrowdConfig, log: (line: string) => void): Promise<Crowd> {
  const { payers, seed } = config
  const dice = createDice(seed)
  const soldAt = new Map<Hex, number>()
  let seconds: number[] = []
  const { promised, voided } = readPromises(config.promises)
  const count = {
    sold: promised.length + voided.length,
    voided: voided.length,
    toSell: 0,
    failed: 0,
    busy: 0,
  }
  let repeated = 0
  let begunAnew = 0
  let selling = 0
  const seats: Seat[] = []
  await each(config.terminals, async (place) => void seats.push(await openSeat(place)))
  seats.sort((a, b) => indexOf(a) - indexOf(b))

  function indexOf({ parts }: Seat): number {
    return config.terminals.findIndex(({ folder }) => folder === parts.folder)
  }

  async function openSeat(place: CrowdConfig['terminals'][number]): Promise<Seat> {
    const { site, terminal: name, folder, credentials, gasKey } = place
    const own = { skewMs: place.skewMs }
    const promises = openPromises(config.promises, `${site}/${name}`)
    const parts: TerminalParts = {
      ...{ site, terminal: name, folder, gasKey, server: { ...config.server, credentials } },
      ...{ rpcUrl: config.rpcUrl, domain: config.domain, payee: config.payee },
      ...{ leaseMinutes: config.leaseMinutes, roundMs: config.roundMs },
      clock: { now: () => systemClock.now() + own.skewMs, after: systemClock.after },
      log: (message) => log(`${site}/${name}: ${message}`),
      onSigned: promises.signed,
      onSettled: noteSettled,
    }
    const terminal = await startTerminal(parts)
    return Object.assign(own, { parts, terminal, promises, isClosed: false, isSelling: false, notUp: [] })
  }

  function noteSettled(id: Hex): void {
    const since = soldAt.get(id)
    soldAt.delete(id)
    if (since !== undefined) seconds.push((performance.now() - since) / 1000)
  }

  /** As many sales at once as there are hands; a sale that came to nothing is made somewhere else. */
  async function sellOn(): Promise<void> {
    selling += 1
    while (count.toSell > 0) {
      const seat = seats[dice.below(seats.length)]
      if (!seat || seat.isClosed || seat.isSelling) {
        await pause(1)
        continue
      }
      count.toSell -= 1
      seat.isSelling = true
      if (await sellOne(seat)) count.sold += 1
      else count.toSell += 1
      seat.isSelling = false
    }
    selling -= 1
  }

  async function sellOne(seat: Seat): Promise<boolean> {
    const { terminal, promises, notUp } = seat
    const key = payers[dice.below(payers.length)] ?? '0x'
    const units = 50_000n + 10_000n * BigInt(dice.below(100))
    try {
      const payment = await terminal.sell(key, units)
      promises.promised(payment)
      soldAt.set(payment.authorization.nonce, performance.now())
      notUp.push(terminal.journal().seq())
      if (dice.below(VOID_ONE_IN) === 0) void regret(seat, payment)
      return true
    } catch {
      count.failed += 1
      return false
    }
  }

  /** A customer comes back, unless the shop is busy. */
  async function regret(seat: Seat, payment: AcceptedPayment): Promise<void> {
    await pause(dice.below(VOID_WITHIN_MS))
    if (seat.isClosed || seat.isSelling) return
    seat.isSelling = true
    seat.promises.voiding(payment)
    const isBack = await seat.terminal.takeBack(payment.authorization.nonce).catch(() => undefined)
    if (isBack === true) {
      seat.promises.voided(payment)
      soldAt.delete(payment.authorization.nonce)
      count.voided += 1
    } else if (isBack === false) seat.promises.kept(payment)
    seat.isSelling = false
  }

  /** The terminal is off, and somebody has its disk. */
  async function withDisk(seat: Seat, task: (folder: string) => void): Promise<void> {
    await seat.terminal.stop()
    begunAnew += seat.terminal.restarts()
    task(seat.parts.folder)
    seat.terminal = await startTerminal(seat.parts)
  }

  /** A disk that is lost before the fleet has what was on it is lost, and no fleet brings it back. */
  async function restore(seat: Seat): Promise<void> {
    await until('the fleet has the journal', () => seat.terminal.isLevel() || undefined, PATIENCE)
    await withDisk(seat, (disk) => {
      rmSync(disk, { recursive: true })
      cpSync(imageOf(disk), disk, { recursive: true })
    })
    seat.notUp = []
    const isAnew = () => seat.terminal.restarts() > 0 || undefined
    await until('the restored terminal begins a new ledger', isAnew, PATIENCE)
  }

  async function disturb(order: Exclude<Order, { type: 'sell' | 'stop' }>, seat: Seat): Promise<void> {
    if (order.type === 'clock') seat.skewMs = order.skewMs
    const fleet = fleetOf(seat.parts)
    if (order.type === 'repeat' && fleet) repeated += await sendAgain(seat.terminal, fleet)
    if (order.type === 'clock' || order.type === 'repeat') return
    await until('nobody else has the terminal', () => !seat.isClosed || undefined, PATIENCE)
    seat.isClosed = true
    await until('the customer has gone', () => !seat.isSelling || undefined, PATIENCE)
    if (order.type === 'image')
      await withDisk(seat, (disk) => cpSync(disk, imageOf(disk), { recursive: true }))
    if (order.type === 'restore') await restore(seat)
    if (order.type === 'cursorless')
      await withDisk(seat, (disk) => rmSync(join(disk, 'fleet-cursor.json'), { force: true }))
    seat.isClosed = false
  }

  return {
    carryOut(order) {
      if (order.type === 'stop') return
      if (order.type === 'sell') {
        count.toSell += order.count
        for (let n = selling; n < AT_ONCE; n += 1) void sellOn()
        return
      }
      const seat = seats[order.terminal]
      if (!seat) throw new Error(`there is no terminal ${order.terminal}`)
      count.busy += 1
      void disturb(order, seat).then(() => {
        count.busy -= 1
      })
    },
    standing() {
      const told = seconds
      seconds = []
      for (const seat of seats) {
        const stored = seat.terminal.journal().seq() - seat.terminal.behind()
        seat.notUp = seat.notUp.filter((seq) => seq > stored)
      }
      const sum = (of: (seat: Seat) => number) => seats.reduce((all, seat) => all + of(seat), 0)
      return {
        ...{ ready: true, ...count, repeated, seconds: told },
        waiting: sum(({ terminal }) => terminal.waiting()),
        notUp: sum(({ notUp }) => notUp.length),
        behind: sum(({ terminal }) => terminal.behind()),
        connected: sum(({ terminal }) => (terminal.isConnected() ? 1 : 0)),
        begunAnew: begunAnew + sum(({ terminal }) => terminal.restarts()),
      }
    },
    async stop() {
      await Promise.all(seats.map(({ terminal }) => terminal.stop()))
    },
  }
}

const imageOf = (disk: string): string => `${disk}.image`

async function each<T>(items: readonly T[], task: (item: T) => Promise<void>): Promise<void> {
  const left = [...items]
  const hand = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await task(item)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, hand))
}
