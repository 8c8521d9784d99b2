import { resolve } from 'node:path'
import { parsed, type Wrong, wrong } from '../command-line.ts'
import { type DayOptions, MIXES, type Mix } from './day.ts'
import type { RuleOptions } from './policies.ts'

export type SimTask =
  | {
      readonly kind: 'run'
      readonly day: DayOptions
      readonly rules: RuleOptions
      readonly config: string | undefined
      readonly out: string | undefined
    }
  | { readonly kind: 'help' }
  | Wrong

export const SIM_HELP = `Replays a made-up day at terminals that are offline all of it, against limits from low to high.

npm run risk-sim -- [--mix transit|retail] [...]

  --mix NAME       transit: one fare, many taps; retail: amounts around 6, up to 200 (retail)
  --cards N        how many cards come (2000)
  --terminals N    that know nothing of each other (3)
  --empty N        percent of cards with a tenth of the money that they spend (2)
  --malicious N    percent of cards without money that spend as often as they can (0.5)
  --certified N    percent of honest cards with a certificate (20)
  --known-good N   percent of cards that paid before (40)
  --listed N       percent of malicious cards that get onto the deny list (50)
  --list-delay N   hours from such a card's first tap until all terminals have it; 0: in the morning (4)
  --count N        payments a day of an unknown card, where counts are limited (3)
  --lot N          percent of usual payments that the lot sends away, where one is drawn (5)
  --seed N         the same seed is the same day (made up, and printed)
  --config CONFIG  adds the limits of a terminal's configuration, whose token has six decimals
  --out FILE.svg   draws loss against honest sales declined
  --help
`

/** What the command line asks for. `cwd`: what its paths start from; `seed`: where none is given. */
export function readSimTask(args: readonly string[], cwd: string, seed: number): SimTask {
  const read = parse(args)
  if (typeof read === 'string') return wrong(read)
  const { help, mix, config, out, ...numbers } = read.values
  if (help) return { kind: 'help' }
  if (!isMix(mix)) return wrong(`--mix is one of: ${MIXES.join(', ')}.`)
  const [cards, terminals, used] = [numbers.cards, numbers.terminals, numbers.seed ?? String(seed)].map(
    Number,
  )
  if (!isWhole(cards, 1, 100_000) || !isWhole(terminals, 1, 1000) || !isWhole(used, 0, 2 ** 32 - 1))
    return wrong('--cards is 1 to 100000, --terminals 1 to 1000, --seed 0 to 4294967295.')
  const share = (percent: string) => Number(percent) / 100
  const shares = {
    empty: share(numbers.empty),
    malicious: share(numbers.malicious),
    certified: share(numbers.certified),
    knownGood: share(numbers['known-good']),
    listed: share(numbers.listed),
  }
  const [count, lot] = [Number(numbers.count), share(numbers.lot)]
  const listDelayHours = Number(numbers['list-delay'])
  if (!isWhole(count, 1, 1000)) return wrong('--count is 1 to 1000.')
  if (!(listDelayHours >= 0 && listDelayHours <= 24)) return wrong('--list-delay is 0 to 24.')
  if (![...Object.values(shares), lot].every((part) => part >= 0 && part <= 1))
    return wrong('Percents are 0 to 100.')
  const path = (named: string | undefined) => (named === undefined ? undefined : resolve(cwd, named))
  return {
    kind: 'run',
    day: { mix, seed: used, cards, terminals, listDelayHours, ...shares },
    rules: { mix, count, lot },
    config: path(config),
    out: path(out),
  }
}

const isMix = (text: string): text is Mix => MIXES.some((mix) => mix === text)
const isWhole = (value: number | undefined, from: number, to: number): value is number =>
  value !== undefined && Number.isInteger(value) && value >= from && value <= to

const parse = (args: readonly string[]) =>
  parsed({
    args: [...args],
    options: {
      mix: { type: 'string', default: 'retail' },
      cards: { type: 'string', default: '2000' },
      terminals: { type: 'string', default: '3' },
      empty: { type: 'string', default: '2' },
      malicious: { type: 'string', default: '0.5' },
      certified: { type: 'string', default: '20' },
      'known-good': { type: 'string', default: '40' },
      listed: { type: 'string', default: '50' },
      'list-delay': { type: 'string', default: '4' },
      count: { type: 'string', default: '3' },
      lot: { type: 'string', default: '5' },
      seed: { type: 'string' },
      config: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
