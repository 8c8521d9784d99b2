import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { isHex } from '#src/payment/hex.ts'
import { recoverInJavaScript } from '#src/payment/signature.ts'
import { cardsOf } from '#src/risk/card-set.ts'
import { NO_SIGNED_LIST, takeDenyLists } from '#src/risk/deny-list.ts'
import { readDenyTask } from '../../cli/deny-list-options.ts'
import { account } from '../fakes/accepted.ts'
import { emptyFolder } from '../fakes/folder.ts'
import { must } from '../fakes/wires.ts'
import { runCommand } from './run.ts'

const run = (...args: string[]) => runCommand('cli/deny-list.ts', args)

it('signs a full list and what changed since, and a terminal takes both', async () => {
  const folder = emptyFolder()
  const [key, cards, first, second, all] = ['key.json', 'cards.txt', '1.bin', '2.bin', 'all.bin'].map(
    (name) => join(folder, name),
  ) as [string, string, string, string, string]
  const operator = (await run('--new-operator', key, '--test-key')).out.trim()
  if (!isHex(operator, 20)) expect.fail(operator)
  writeFileSync(cards, `${account(1)}\n${account(2)} # lost\n`)
  const full = await run(cards, '--key', key, '--out', first)
  expect([full.code, full.out]).toEqual([0, expect.stringContaining('version 1: all cards, 2 added')])

  writeFileSync(cards, `${account(2)}\n${account(3)}\n`)
  const delta = await run(cards, '--key', key, '--before', first, '--out', second)
  expect(delta.out).toContain('version 2: changes of version 1, 1 added, 1 removed')
  const bytes = Buffer.concat([readFileSync(first), readFileSync(second)])
  const terms = { operators: [operator], recover: recoverInJavaScript }
  const { list } = must(takeDenyLists(NO_SIGNED_LIST, bytes, terms))
  expect([list.version, cardsOf(list.cards)]).toEqual([2, [account(2), account(3)]])

  writeFileSync(all, bytes)
  const shown = await run('--show', all)
  expect(shown.out.trim().split('\n')).toEqual([full.out.trim(), delta.out.trim()])
  expect(shown.out).toContain(`signed by ${operator}`)
}, 90_000)

it('signs no slip of the pen', async () => {
  const folder = emptyFolder()
  const [key, cards] = [join(folder, 'key.json'), join(folder, 'cards.txt')]
  await run('--new-operator', key, '--test-key')
  writeFileSync(cards, `${account(1)}\n0x12\n`)
  const told = await run(cards, '--key', key, '--out', join(folder, 'out.bin'))
  expect([told.code, told.said]).toEqual([2, expect.stringContaining('1 entries are no addresses')])
}, 60_000)

it('reads what is asked for', () => {
  const asked = (...args: string[]) => readDenyTask(args, '/media/stick')
  const paths = { cards: '/media/stick/c', key: '/media/stick/k', out: '/media/stick/o' }
  expect(asked('c', '--key', 'k', '--out', 'o')).toEqual({
    kind: 'sign',
    ...paths,
    before: undefined,
    isFull: true,
  })
  expect(asked('c', '--key', 'k', '--out', 'o', '--before', 'b')).toMatchObject({
    before: '/media/stick/b',
    isFull: false,
  })
  for (const args of [[], ['c'], ['c', '--key', 'k'], ['c', '--show', 'f'], ['c', '--nonsense']])
    expect(asked(...args).kind).toBe('wrong')
  expect(asked('--help').kind).toBe('help')
})
