import { expect, test } from 'vitest'
import { emulateMemoryCard, emulateTransitCard } from '#drivers/emulator/storage-card.ts'
import { SELECT } from '../../vectors/keycard.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const GET_VERSION = Uint8Array.of(0x90, 0x60, 0, 0, 0)
const MORE = Uint8Array.of(0x90, 0xaf, 0, 0, 0)

test('a transit card tells its version in three parts, then has nothing more', () => {
  const card = emulateTransitCard()
  const answers = [GET_VERSION, MORE, MORE, MORE].map((command) => hex(card.answer(command)))
  expect(answers.map((answer) => answer.slice(-4))).toEqual(['91af', '91af', '9100', '911c'])
  expect(answers[0]).toBe('0401010100180591af')
  expect(answers[2]).toContain(hex(card.uid ?? new Uint8Array()))
})

test('forgets where it was when the field goes down', () => {
  const card = emulateTransitCard()
  card.answer(GET_VERSION)
  card.activate?.()
  expect(hex(card.answer(MORE))).toBe('911c')
})

test('knows no application and no other class of command', () => {
  const card = emulateTransitCard()
  expect(hex(card.answer(SELECT))).toBe('6a82')
  expect(hex(card.answer(Uint8Array.of(0x80, 0xc0, 0, 0, 0)))).toBe('6e00')
  expect(hex(card.answer(Uint8Array.of(0x90, 0x5a, 0, 0, 0)))).toBe('911c')
})

test('a memory card takes no APDUs', () => {
  const card = emulateMemoryCard()
  expect(card.iso14443_4).toBe(false)
  expect(card.answer(SELECT)).toEqual(new Uint8Array())
})
