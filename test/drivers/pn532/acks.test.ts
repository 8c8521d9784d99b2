import { expect, test } from 'vitest'
import { createAcks } from '#drivers/pn532/acks.ts'

test('the ACK of a command sent once is its own', () => {
  const acks = createAcks()
  acks.begin()
  acks.sent()
  expect(acks.heard()).toBe(true)
})

test('an ACK that the command before is owed is not the next one’s', () => {
  const acks = createAcks()
  acks.begin()
  acks.sent()
  acks.sent()
  expect(acks.heard()).toBe(true)
  acks.begin()
  acks.sent()
  expect([acks.heard(), acks.heard()]).toEqual([false, true])
})

test('an ACK that never comes is forgotten with the next repetition', () => {
  const acks = createAcks()
  acks.begin()
  acks.sent()
  acks.begin()
  acks.sent()
  expect(acks.heard()).toBe(false)
  acks.giveUp()
  acks.sent()
  expect(acks.heard()).toBe(true)
  acks.begin()
  acks.sent()
  expect(acks.heard()).toBe(true)
})
