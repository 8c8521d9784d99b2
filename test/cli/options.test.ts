import { expect, test } from 'vitest'
import { type Asked, HELP, readOptions } from '../../cli/options.ts'

const CWD = '/media/stick'
const NEEDED = ['queue.rescue', '--rpc', 'https://one.example/key', '--keystore', 'key.json']
const asked = (...more: string[]): Asked => readOptions([...NEEDED, ...more], CWD)
const whyOf = (answer: Asked) => (answer.kind === 'wrong' ? answer.why : answer.kind)

test('a file, a node and a key are enough', () => {
  expect(asked()).toEqual({
    kind: 'run',
    options: {
      file: '/media/stick/queue.rescue',
      rpcUrls: ['https://one.example/key'],
      keystore: '/media/stick/key.json',
      confirmations: 12,
      multicall: undefined,
      json: undefined,
    },
  })
})

test('everything else can be said too', () => {
  const multicall = '0xCA11BDE05977B3631167028862BE2A173976CA11'
  const more = [
    '--rpc',
    'http://two.example',
    '--confirmations',
    '3',
    '--multicall',
    multicall,
    '--json',
    '/tmp/o',
  ]
  expect(asked(...more)).toMatchObject({
    options: {
      rpcUrls: ['https://one.example/key', 'http://two.example'],
      confirmations: 3,
      multicall: multicall.toLowerCase(),
      json: '/tmp/o',
    },
  })
})

test('the test key stands for a keystore', () => {
  expect(readOptions(['/a.rescue', '--rpc', 'http://127.0.0.1:8545', '--test-key'], CWD)).toMatchObject({
    kind: 'run',
    options: { file: '/a.rescue', keystore: undefined },
  })
})

test('help is help, whatever else is said, and names every flag', () => {
  expect(readOptions(['--help'], CWD)).toEqual({ kind: 'help' })
  for (const flag of ['rpc', 'keystore', 'test-key', 'confirmations', 'multicall', 'json', 'help'])
    expect(HELP).toContain(`--${flag}`)
})

test.each<[string, readonly string[], RegExp]>([
  ['no file', NEEDED.slice(1), /rescue file/],
  ['two files', [...NEEDED, 'other'], /one rescue file/],
  ['no node', ['a', '--test-key'], /--rpc/],
  ['a node that is no address', [...NEEDED, '--rpc', 'localhost'], /not localhost/],
  ['a node by another protocol', [...NEEDED, '--rpc', 'ftp://a.example'], /not ftp/],
  ['no key', NEEDED.slice(0, 3), /--keystore or --test-key/],
  ['two keys', [...NEEDED, '--test-key'], /--keystore or --test-key/],
  ['no confirmation', [...NEEDED, '--confirmations', '0'], /1 to 1000/],
  ['half a confirmation', [...NEEDED, '--confirmations', '1.5'], /1 to 1000/],
  ['an address that is none', [...NEEDED, '--multicall', '0x12'], /address/],
  ['an unknown flag', [...NEEDED, '--force'], /--force/],
])('%s is told', (_what, args, why) => {
  expect(whyOf(readOptions(args, CWD))).toMatch(why)
})
