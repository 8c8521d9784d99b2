import { createMetrics, type Metrics } from '#main/metrics/metrics.ts'

/** The figures of a terminal that nobody has looked at yet. */
export const someMetrics = (ticks = () => 0): Metrics =>
  createMetrics({ version: '0.0.0', startedAt: 1_700_000_000_000, ticks, memory: () => ({ browser: 1024 }) })

/** What a family's lines say: labels (as they are written) → value. */
export function samples(text: string, name: string): Record<string, number> {
  const found: Record<string, number> = {}
  for (const line of text.split('\n')) {
    const [, labels = '', value] = new RegExp(`^${name}(\\{.*\\})? (\\S+)$`).exec(line) ?? []
    if (value !== undefined) found[labels] = Number(value)
  }
  return found
}
