import { readFileSync } from 'node:fs'
import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { familiesIn } from '#main/metrics/families.ts'
import { mergedExposition } from '#src/fleet/exposition.ts'
import { settlerFamiliesIn } from '../../settler/figures.ts'

/** What Prometheus makes of a histogram. */
const ofHistogram = (name: string) => [name, ...['bucket', 'sum', 'count'].map((part) => `${name}_${part}`)]

/** Every figure that a terminal, a settler or the fleet gives. */
function given(): Set<string> {
  const registry = new Registry()
  familiesIn(registry)
  settlerFamiliesIn(registry)
  const own = registry.getMetricsAsArray().flatMap(({ name }) => ofHistogram(name))
  const ofFleet = [...mergedExposition([]).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name ?? '')
  return new Set([...own, ...ofFleet])
}

test.each(['alerts.yml', 'alerts.test.yml', 'dashboard.json'])(
  '%s asks for nothing that nobody gives',
  (file) => {
    const text = readFileSync(`deploy/fleet/${file}`, 'utf8')
    const asked = [...new Set([...text.matchAll(/tapsyr_[a-z_]+/g)].map(([name]) => name))]
    const figures = given()
    expect(asked.length).toBeGreaterThan(5)
    expect(asked.filter((name) => !figures.has(name))).toEqual([])
  },
)

test('each alert is tried on figures that set it off', () => {
  const alerts = [...readFileSync('deploy/fleet/alerts.yml', 'utf8').matchAll(/- alert: (\w+)/g)]
  const cases = readFileSync('deploy/fleet/alerts.test.yml', 'utf8').split('eval_time:').slice(1)
  const setOff = cases.filter((each) => /exp_alerts:\s*\[\s*\{|exp_alerts:\s*\n\s*-/.test(each))
  const untried = alerts.filter(([, name]) => !setOff.some((each) => each.includes(`alertname: ${name}`)))
  expect(alerts.length).toBeGreaterThan(5)
  expect(untried.map(([, name]) => name)).toEqual([])
})
