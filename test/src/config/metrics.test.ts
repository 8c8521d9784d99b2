import { expect, it } from 'vitest'
import { metricsSchema } from '#src/config/metrics.ts'

it('takes a file, a port, both or neither', () => {
  for (const config of [{}, { file: '/var/lib/node-exporter/tapsyr.prom' }, { port: 9464 }])
    expect(metricsSchema.parse(config)).toEqual(config)
})

it('refuses a file that the collector would not read, and ports of the system', () => {
  for (const config of [{ file: '/tmp/tapsyr.txt' }, { port: 80 }, { port: 70_000 }, { host: '0.0.0.0' }])
    expect(metricsSchema.safeParse(config).success).toBe(false)
})
