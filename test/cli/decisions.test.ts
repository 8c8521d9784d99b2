import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { policyOf } from '#src/config/risk.ts'
import { configSchema } from '#src/config/schema.ts'
import type { RiskFacts } from '#src/risk/decide.ts'
import { type Answer, writeDecisionLine } from '#src/risk/decision-line.ts'
import { readDecisionsTask } from '../../cli/decisions/options.ts'
import { account } from '../fakes/accepted.ts'
import { emptyFolder } from '../fakes/folder.ts'
import { runCommand } from './run.ts'

const CONFIG = {
  terminal: { id: 'lab-1', till: 1 },
  shop: { name: 'Lab', address: '', taxId: '' },
  languages: {},
  money: {
    asset: { symbol: 'USDC', decimals: 6 },
    domain: { name: 'USD Coin', version: '2', chainId: 31_337, verifyingContract: account(1) },
    payee: account(2),
  },
  chain: { rpcUrls: ['https://rpc.example.org'] },
  devices: { scanner: { wire: 'keyboard' } },
}
const AT = Date.parse('2026-11-27T12:00:00Z')
const FACTS: RiskFacts = {
  ...{ at: AT, card: account(7), units: 2_000_000n, online: null, denied: false, denyListAge: null },
  ...{ standing: { kind: 'unknown' }, owes: false, waiting: { due: 0n, moving: 0n } },
  ...{ window: { sum: 0n, count: 0 }, consecutiveOffline: 0, exposure: { units: 0n, count: 0, since: null } },
  ...{ draw: 0.5, clock: 'trusted' },
}

/** The log of a terminal with this configuration. */
function logWith(...answers: Answer[]): { readonly log: string; readonly strict: string } {
  const dir = emptyFolder()
  const [log, strict] = [join(dir, 'decisions.jsonl'), join(dir, 'strict.json')]
  const policy = policyOf(configSchema.parse(CONFIG))
  const lines = [{ policy }, ...answers.map((answer) => ({ facts: FACTS, answer }))]
  writeFileSync(log, lines.map((line) => `${writeDecisionLine(line)}\n`).join(''))
  writeFileSync(strict, JSON.stringify({ ...CONFIG, risk: { unknown: { floor: '1.5' } } }))
  return { log, strict }
}

it('finds nothing in an honest log, and what was changed in another', async () => {
  const honest = await runCommand('cli/decisions.ts', [logWith('offline', 'offline').log])
  expect(honest).toEqual({ code: 0, out: '2 decisions, 0 of them differ.\n', said: '' })
  const changed = await runCommand('cli/decisions.ts', [logWith('offline', 'RISK_FLOOR').log])
  expect([changed.code, changed.out.split('\n')]).toEqual([
    1,
    [
      `line 3  2026-11-27T12:00:00.000Z  ${account(7)}  2000000 units  RISK_FLOOR -> offline`,
      '1 × RISK_FLOOR -> offline',
      '2 decisions, 1 of them differ.',
      '',
    ],
  ])
}, 60_000)

it('tells what the policy of another configuration would have declined, and by which limit', async () => {
  const { log, strict } = logWith('offline')
  const { code, out } = await runCommand('cli/decisions.ts', [log, '--policy', strict, '--json'])
  expect([code, JSON.parse(out)]).toEqual([
    0,
    [
      {
        ...{ line: 2, at: '2026-11-27T12:00:00.000Z', card: account(7), units: '2000000' },
        ...{ was: 'offline', is: 'RISK_FLOOR', figure: '2000000', limit: '1500000' },
      },
    ],
  ])
  const none = await runCommand('cli/decisions.ts', [`${log}.none`])
  expect([none.code, none.out]).toEqual([2, ''])
  expect(none.said).toContain('FILE_READ_FAILED')
}, 60_000)

it('takes one file', () => {
  expect(readDecisionsTask(['a.jsonl', '--policy', 'b.json'], '/shop')).toEqual({
    ...{ kind: 'run', file: '/shop/a.jsonl', config: '/shop/b.json', json: false },
  })
  for (const args of [[], ['a', 'b'], ['a', '--colour']])
    expect(readDecisionsTask(args, '/shop')).toMatchObject({ kind: 'wrong' })
})
