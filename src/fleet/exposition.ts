import type { FleetTerminal } from './names.ts'

/** What a terminal has last said of itself: Prometheus' text format, version 0.0.4. */
export interface Exposition extends FleetTerminal {
  readonly text: string
  /** When the broker has stored it, ms since the epoch. */
  readonly seenAt: number
}

interface Family {
  readonly name: string
  readonly head: readonly string[]
  readonly samples: string[]
}

/** Of more than this nobody reads the rest: a terminal has some hundred lines. */
const MOST_LINES = 2000
/** Ours alone to say. */
const SEEN = 'tapsyr_terminal_seen_seconds'
const NAME = 'tapsyr_[a-z0-9_]{1,80}'
const LABEL = '[a-zA-Z_][a-zA-Z0-9_]{0,40}="(?:[^"\\\\\\n]|\\\\[\\\\n"]){0,200}"'
const HELP = new RegExp(`^# HELP (${NAME}) [^\\n]{0,300}$`)
const TYPE = new RegExp(`^# TYPE (${NAME}) (?:counter|gauge|histogram|summary|untyped)$`)
const SAMPLE = new RegExp(
  `^(${NAME})(?:\\{(${LABEL}(?:,${LABEL})*)?\\})? ([-+]?(?:[0-9.eE+-]{1,30}|Inf|NaN))$`,
)

/**
 * The figures of many terminals as one text, each sample with its site and terminal. What is no line of the format
 * is left out, and so are labels that would name another terminal: a terminal is not trusted with others' figures.
 */
export function mergedExposition(terminals: readonly Exposition[]): string {
  const families = new Map<string, Family>()
  for (const terminal of terminals) take(families, terminal)
  const seen = terminals.map((terminal) => `${SEEN}{${labelsOf(terminal)}} ${terminal.seenAt / 1000}`)
  return [
    ...[...families]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, each]) => [...each.head, ...each.samples]),
    `# HELP ${SEEN} When the terminal was last heard of, seconds since the epoch.`,
    `# TYPE ${SEEN} gauge`,
    ...seen,
    '',
  ].join('\n')
}

function take(families: Map<string, Family>, terminal: Exposition): void {
  let help: string | undefined
  let family: Family | undefined
  for (const line of terminal.text.split('\n', MOST_LINES)) {
    const name = TYPE.exec(line)?.[1]
    if (HELP.test(line)) help = line
    else if (name === undefined) family?.samples.push(...sampleOf(line, family.name, terminal))
    else {
      const isItsHelp = help?.startsWith(`# HELP ${name} `) ?? false
      family = families.get(name) ?? { name, head: [...(isItsHelp && help ? [help] : []), line], samples: [] }
      if (name !== SEEN) families.set(name, family)
    }
  }
}

/** A histogram's samples have one of these behind its name. */
const SUFFIXES: ReadonlySet<string> = new Set(['', '_bucket', '_sum', '_count'])

function sampleOf(line: string, family: string, terminal: FleetTerminal): string[] {
  const [, name, labels = '', value] = SAMPLE.exec(line) ?? []
  if (!name?.startsWith(family) || !SUFFIXES.has(name.slice(family.length))) return []
  const own = labels.match(new RegExp(LABEL, 'g')) ?? []
  const kept = own.filter((label) => !/^(?:site|terminal)=/.test(label))
  return [`${name}{${[labelsOf(terminal), ...kept].join(',')}} ${value}`]
}

const labelsOf = ({ site, terminal }: FleetTerminal): string => `site="${site}",terminal="${terminal}"`
