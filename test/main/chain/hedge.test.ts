import { expect, it } from 'vitest'
import { type Finish, hedge } from '#main/chain/hedge.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'

type Answer = Result<string, 'RPC_TIMEOUT' | 'RPC_REFUSED'>

/** Contenders by name, each slow after 100 ms; a test gives their answers, in any order and at any time. */
function race(...contenders: string[]) {
  const clock = fakeClock()
  const asked: string[] = []
  const answers = new Map<string, (answer: Answer) => void>()
  let finish: Finish<string, string, 'RPC_TIMEOUT' | 'RPC_REFUSED'> | undefined
  hedge({
    contenders,
    ask: (name) => {
      asked.push(name)
      return new Promise<Answer>((resolve) => answers.set(name, resolve))
    },
    delayMs: () => 100,
    clock,
  }).then((value) => {
    finish = value
  })
  return {
    asked,
    wait: (ms: number) => clock.advance(ms),
    async answer(name: string, answer: Answer) {
      answers.get(name)?.(answer)
      await clock.advance(0)
    },
    finish: () => finish,
  }
}

it('asks one only, while that one is quick', async () => {
  const { asked, answer, wait, finish } = race('a', 'b')
  await wait(99)
  await answer('a', ok('1'))
  await wait(1000)
  expect(finish()).toEqual({ winner: 'a', value: '1' })
  expect(asked).toEqual(['a'])
})

it('asks the next as well when one is slow, and does not hear what comes second', async () => {
  const { asked, answer, wait, finish } = race('a', 'b', 'c')
  await wait(100)
  expect(asked).toEqual(['a', 'b'])
  await answer('b', ok('2'))
  await answer('a', ok('1'))
  await wait(1000)
  expect(finish()).toEqual({ winner: 'b', value: '2' })
  expect(asked).toEqual(['a', 'b'])
})

it('asks nobody more once it has an answer, though a loser fails later', async () => {
  const { asked, answer, wait } = race('a', 'b', 'c')
  await wait(100)
  await answer('b', ok('2'))
  await answer('a', fail('RPC_TIMEOUT'))
  expect(asked).toEqual(['a', 'b'])
})

it('takes the slow one when it answers first after all', async () => {
  const { answer, wait, finish } = race('a', 'b')
  await wait(100)
  await answer('a', ok('1'))
  expect(finish()).toEqual({ winner: 'a', value: '1' })
})

it('asks the next at once when one fails, and waits for the slow one still', async () => {
  const { asked, answer, wait, finish } = race('a', 'b', 'c')
  await wait(100)
  await answer('b', fail('RPC_REFUSED'))
  await answer('c', fail('RPC_REFUSED'))
  expect(asked).toEqual(['a', 'b', 'c'])
  expect(finish()).toBeUndefined()
  await answer('a', ok('1'))
  expect(finish()).toEqual({ winner: 'a', value: '1' })
})

it('fails when all have failed, with what each said, and asks nobody twice', async () => {
  const { asked, answer, wait, finish } = race('a', 'b')
  await answer('a', fail('RPC_TIMEOUT', 'first'))
  await answer('b', fail('RPC_REFUSED', 'second'))
  await wait(1000)
  expect(finish()).toEqual({
    winner: undefined,
    failures: [
      { code: 'RPC_TIMEOUT', detail: 'first' },
      { code: 'RPC_REFUSED', detail: 'second' },
    ],
  })
  expect(asked).toEqual(['a', 'b'])
})

it('fails at once when there is nobody to ask', async () => {
  const { wait, finish } = race()
  await wait(0)
  expect(finish()).toEqual({ winner: undefined, failures: [] })
})
