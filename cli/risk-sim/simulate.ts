import { type DayOptions, makeDay } from './day.ts'
import { plot } from './plot.ts'
import { type NamedPolicy, type RuleOptions, rulesOf } from './policies.ts'
import { replay } from './replay.ts'
import { curvesOf, table } from './report.ts'

/** What a day says of all rules: the text to print, and the picture. The same options have the same of both. */
export function simulate(
  options: DayOptions,
  rules: RuleOptions,
  own: readonly NamedPolicy[],
): { readonly text: string; readonly svg: string } {
  const day = makeDay(options)
  const outcomes = rulesOf(rules).flatMap(({ name: of, policies }) =>
    policies.map(({ name, policy, list }) => ({ rules: of, name, outcome: replay(day, policy, list) })),
  )
  const yours = own.map(({ name, policy, list }) => ({
    rules: name,
    name: '',
    outcome: replay(day, policy, list),
  }))
  const texts = {
    title: wordsOf(options),
    note: ruleWords(options, rules),
    x: 'honest sales declined, %',
    y: 'loss, % of what was taken',
  }
  const text = `${texts.title}\n${texts.note}\n\n${table([...outcomes, ...yours])}`
  return { text, svg: plot(curvesOf(outcomes), texts) }
}

const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`

const wordsOf = ({ mix, seed, cards, terminals, empty, malicious }: DayOptions): string =>
  `${mix}: ${cards} cards, ${percent(empty)} empty, ${percent(malicious)} malicious; ${terminals} terminals; seed ${seed}`

const ruleWords = ({ listed, listDelayHours }: DayOptions, { count, lot }: RuleOptions): string =>
  `counts: ${count} a day; lot: ${percent(lot)}; deny list: ${percent(listed)} of the malicious after ${listDelayHours} h`
