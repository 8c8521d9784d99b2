import { expect, test } from 'vitest'
import { createRestingDisplay } from '#main/sale/resting-display.ts'
import type { DisplayContent } from '#src/display/content.ts'

function stand() {
  const shown: DisplayContent['kind'][] = []
  return { shown, display: createRestingDisplay(({ kind }) => shown.push(kind)) }
}

test('between sales a closure takes the place of the greeting, until it ends', () => {
  const { shown, display } = stand()
  display.close(true)
  display.close(true)
  display.show({ kind: 'idle' })
  display.close(false)
  expect(shown).toEqual(['closed', 'closed', 'idle'])
})

test('what came of the sale that was open stays until its end', () => {
  const { shown, display } = stand()
  display.show({ kind: 'pay', units: 1n, again: false, qr: null })
  display.close(true)
  display.show({ kind: 'paid', units: 1n })
  expect(shown).toEqual(['pay', 'paid'])
  display.show({ kind: 'idle' })
  expect(shown.at(-1)).toBe('closed')
})

test('a terminal that is in service is not told that it is', () => {
  const { shown, display } = stand()
  display.close(false)
  expect(shown).toEqual([])
})
