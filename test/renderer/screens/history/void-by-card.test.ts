import { expect, it } from 'vitest'
import { voidByCard } from '#renderer/screens/history/void-by-card.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { id } from '../../../fakes/accepted.ts'
import { type Answers, fakeBridge } from '../../../fakes/bridge.ts'

const entry: JournalEntry = { seq: 1, at: 0, fact: { type: 'noted', what: 'test', by: null } }
type Voided = Result<{ readonly entry: JournalEntry }>

/** A person who comes and types 4711 when whoever is signed in may not; `closed` is what the dialog heard. */
function shop(answers: Answers) {
  const bridge = fakeBridge(answers)
  const closed: Result<unknown>[] = []
  const voided = voidByCard(
    id(1),
    {
      ask: bridge.call,
      onVoidAllowed: (listener) => bridge.on('payment/void-allowed', (of) => listener(of.id)),
    },
    {
      async run(_right, attempt) {
        const alone = await attempt()
        if (alone.ok || alone.error.code !== 'STAFF_FORBIDDEN') return alone
        const byPin = await attempt('4711')
        closed.push(byPin)
        return byPin
      },
    },
  )
  return { bridge, closed, voided }
}

/** Main's answer to the PIN, given when the test says so. */
function laterAnswer() {
  let resolve: (answer: Voided) => void = () => undefined
  const promise = new Promise<Voided>((settle) => {
    resolve = settle
  })
  const answers: Answers = {
    'payment/void-with-card': ({ approvalPin }) =>
      approvalPin === undefined ? fail('STAFF_FORBIDDEN') : promise,
  }
  return { answers, resolve: (answer: Voided) => resolve(answer) }
}
const allThatIsDue = () => new Promise((resolve) => setImmediate(resolve))

it('needs nobody where whoever is signed in may void', async () => {
  const { closed, voided } = shop({ 'payment/void-with-card': () => ok({ entry }) })
  expect(await voided).toEqual(ok({ entry }))
  expect(closed).toEqual([])
})

it('ends the dialog of the PIN when main waits for the card of this payment, and not before', async () => {
  const { answers, resolve } = laterAnswer()
  const { bridge, closed, voided } = shop(answers)
  await allThatIsDue()
  bridge.emit('payment/void-allowed', { id: id(2) })
  await allThatIsDue()
  expect(closed).toEqual([])
  bridge.emit('payment/void-allowed', { id: id(1) })
  await allThatIsDue()
  expect(closed).toEqual([ok()])
  resolve(ok({ entry }))
  expect(await voided).toEqual(ok({ entry }))
})

it('tells the dialog of a wrong PIN, which is all that main says to it', async () => {
  const { answers, resolve } = laterAnswer()
  const { closed, voided } = shop(answers)
  resolve(fail('STAFF_PIN_WRONG'))
  expect(await voided).toEqual(fail('STAFF_PIN_WRONG'))
  expect(closed).toEqual([fail('STAFF_PIN_WRONG')])
})
