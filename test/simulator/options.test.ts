import { expect, it } from 'vitest'
import { DEMO_HELP, readOptions } from '#simulator/demo/options.ts'

it('plays with nothing asked for', () => {
  expect(readOptions([])).toEqual({ run: { json: undefined, out: 'test-results/demo' } })
})

it('takes a file and a folder', () => {
  expect(readOptions(['--json', 'a.json', '--out=b'])).toEqual({ run: { json: 'a.json', out: 'b' } })
})

it('explains itself', () => {
  expect(readOptions(['--help'])).toEqual({ say: DEMO_HELP, code: 0 })
})

it.each([[['--jsn', 'x']], [['stray']], [['--json']]])('refuses %j and explains itself', (args) => {
  expect(readOptions(args)).toMatchObject({ code: 1, say: expect.stringContaining('Usage:') })
})
