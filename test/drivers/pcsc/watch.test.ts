import { expect, test } from 'vitest'
import { createWatch } from '#drivers/pcsc/watch.ts'
import { fakePcsc } from './fake-pcsc.ts'

const told = () => new Promise((resolve) => setImmediate(resolve))

test('knows readers and whether a card lies there, and tells every change', async () => {
  const fake = fakePcsc()
  fake.plug('A')
  fake.plug('B')
  const watch = createWatch(fake.pcsc)
  let changes = 0
  watch.onChange(() => changes++)
  await told()
  fake.place('A')
  await told()
  expect([...watch.slots]).toEqual([
    ['A', 'card'],
    ['B', 'empty'],
  ])
  fake.unplug('B')
  fake.take('A')
  await told()
  expect([...watch.slots]).toEqual([['A', 'empty']])
  expect(changes).toBe(5)
})

test('a service that does not run', () => {
  const fake = fakePcsc()
  fake.die()
  expect(() => createWatch(fake.pcsc)).toThrow('NoService')
})

test('the end of the service is the end of everything', async () => {
  const fake = fakePcsc()
  fake.place('A')
  const watch = createWatch(fake.pcsc)
  await told()
  fake.die()
  expect([watch.over, watch.slots.size]).toEqual([true, 0])
  await expect(watch.connect('A')).rejects.toMatchObject({ code: 'UnknownReader' })
})

test('without room for one more connection it is over', async () => {
  const fake = fakePcsc()
  fake.place('A')
  const watch = createWatch(fake.pcsc)
  await told()
  fake.faults.set('connect', 'TooManyCardConnections')
  await expect(watch.connect('A')).rejects.toMatchObject({ code: 'TooManyCardConnections' })
  expect(watch.over).toBe(true)
})

test('any other refusal leaves it as it is', async () => {
  const fake = fakePcsc()
  fake.place('A')
  const watch = createWatch(fake.pcsc)
  await told()
  fake.faults.set('connect', 'SharingViolation')
  await expect(watch.connect('A')).rejects.toMatchObject({ code: 'SharingViolation' })
  expect(watch.over).toBe(false)
})
