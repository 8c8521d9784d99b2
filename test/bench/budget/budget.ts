import type { EmulatedCard } from '#drivers/emulator/emulated-card.ts'
import { emulateHalo } from '#drivers/emulator/halo.ts'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { chooseRecovery } from '#main/crypto/recovery.ts'
import { PRIVATE_KEY } from '../../vectors/keycard.ts'
import type { Busy } from './account.ts'
import type { BenchReader, OpenBenchReader } from './bench-reader.ts'
import { measureTap, type Tap } from './measure.ts'
import { openBenchPcsc, PCSC_NAME, whyNoPcsc } from './pcsc-reader.ts'
import { type Budget, summarise } from './summary.ts'
import type { CardTimes } from './timed-card.ts'
import { openBenchNeo, openBenchNeoOverHid, openBenchPn532 } from './wired-readers.ts'

/** TAPSYR_BENCH_TAPS: fewer, to try the bench itself. */
const TAPS = Number(process.env.TAPSYR_BENCH_TAPS ?? 100)
/** With the whole of the card's time. */
const WHOLE_TAPS = Math.ceil(TAPS / 10)
/** The driver only waits meanwhile, so most taps wait a tenth of it; the others show that nothing else changes. */
const SHORTENED = 10
/** Of each: code is slow the first times, and a terminal that was just started is measured elsewhere. */
const WARM_UP = 5

interface KindOfCard {
  readonly name: string
  readonly make: () => EmulatedCard
  /** Nobody publishes any: what cards of this kind are said to need for a signature. */
  readonly times: CardTimes
}

const CARDS: readonly KindOfCard[] = [
  {
    name: 'Keycard Cash',
    make: () => emulateKeycardCash({ privateKey: PRIVATE_KEY }),
    times: { other: 30, sign: 350 },
  },
  {
    name: 'HaLo',
    make: () => emulateHalo({ keys: [PRIVATE_KEY, PRIVATE_KEY] }),
    times: { other: 30, sign: 250 },
  },
]

interface Entry extends Budget {
  readonly reader: string
  readonly card: string
  readonly cardTimes: 'whole' | 'a tenth'
}

/**
 * Where the time of a tap goes, on the emulator of each reader: from the card laid down to its
 * signature proven. The driver's own share is what neither the card, the line nor a search takes.
 */
export async function measureTapBudget(): Promise<object> {
  const recover = chooseRecovery((line) => console.log(`budget: ${line}`))
  const skipped: { reader: string; reason: string }[] = []
  const openers: OpenBenchReader[] = [openBenchPn532, openBenchNeo, openBenchNeoOverHid]
  const trouble = await whyNoPcsc()
  if (!trouble) openers.push(openBenchPcsc)
  else {
    console.warn(`NOT MEASURED: ${PCSC_NAME}, because ${trouble}`)
    skipped.push({ reader: PCSC_NAME, reason: trouble })
  }
  const entries: Entry[] = []
  for (const open of openers) {
    const busy: Busy[] = []
    const bench = await open((one) => busy.push(one))
    for (const card of CARDS) {
      const tap = (times: CardTimes, n: number) =>
        measureTap({ bench, busy, makeCard: card.make, times, recover }, n)
      for (const entry of await measureCard(bench, card, tap)) {
        console.log(line(entry))
        entries.push(entry)
      }
    }
    await bench.close()
  }
  return { tapBudgetMs: { entries, skipped } }
}

async function measureCard(
  { name: reader }: BenchReader,
  { name: card, times }: KindOfCard,
  tap: (times: CardTimes, n: number) => Promise<Tap>,
): Promise<Entry[]> {
  const short = { other: times.other / SHORTENED, sign: times.sign / SHORTENED }
  const series = async (cardTimes: CardTimes, count: number): Promise<Budget> => {
    const taps: Tap[] = []
    for (let n = 0; n < count; n++) taps.push(await tap(cardTimes, n))
    return summarise(taps)
  }
  await series(short, WARM_UP)
  return [
    { reader, card, cardTimes: 'a tenth', ...(await series(short, TAPS)) },
    { reader, card, cardTimes: 'whole', ...(await series(times, WHOLE_TAPS)) },
  ]
}

const line = ({
  reader,
  card,
  cardTimes,
  whole,
  rest,
  restWithoutDriver,
  driverShare,
  meets,
}: Entry): string =>
  [
    `budget: ${reader}, ${card}, ${cardTimes} of the card's time, ${whole.n} taps:`,
    `whole ${whole.p50}/${whole.p95}, rest ${rest.whole.p50}/${rest.whole.p95},`,
    `without driver ${restWithoutDriver.p50}/${restWithoutDriver.p95},`,
    `driver ${driverShare.p50}/${driverShare.p95} ms (${verdict(meets)})`,
  ].join(' ')

function verdict(meets: boolean | null): string {
  if (meets === null) return 'no verdict: too few taps, or the machine is too busy'
  return meets ? 'meets' : 'MISSES'
}
