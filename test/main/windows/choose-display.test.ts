import { expect, it } from 'vitest'
import { type Area, areaForCustomer } from '#main/windows/choose-display.ts'

const at = (x: number, y: number, width: number, height: number): Area => ({ x, y, width, height })

const TILL = at(0, 0, 1280, 800)
const RIGHT = at(1280, 0, 1024, 600)
const BELOW = at(0, 800, 800, 480)
const LEFT = at(-800, 0, 800, 480)
const FULL_SCREEN = TILL

it('has no place for the customer on the kiosk’s own display', () => {
  expect(areaForCustomer([TILL], FULL_SCREEN)).toBeNull()
  expect(areaForCustomer([], FULL_SCREEN)).toBeNull()
})

it('takes the other display, whichever of the two the system names first', () => {
  expect(areaForCustomer([TILL, RIGHT], FULL_SCREEN)).toEqual(RIGHT)
  expect(areaForCustomer([RIGHT, TILL], FULL_SCREEN)).toEqual(RIGHT)
})

it('follows the kiosk’s window, not the display that the system calls the first', () => {
  expect(areaForCustomer([TILL, RIGHT], RIGHT)).toEqual(TILL)
  const halfOver = at(1200, 100, 640, 400)
  expect(areaForCustomer([TILL, RIGHT], halfOver)).toEqual(TILL)
})

it('never covers the kiosk: a display that mirrors it is none for the customer', () => {
  expect(areaForCustomer([TILL, TILL], FULL_SCREEN)).toBeNull()
  expect(areaForCustomer([TILL, at(0, 0, 800, 480)], FULL_SCREEN)).toBeNull()
  expect(areaForCustomer([TILL, TILL, RIGHT], FULL_SCREEN)).toEqual(RIGHT)
})

it('makes the same choice among several in every order', () => {
  for (const displays of [
    [TILL, RIGHT, BELOW, LEFT],
    [LEFT, BELOW, RIGHT, TILL],
    [BELOW, TILL, LEFT, RIGHT],
  ])
    expect(areaForCustomer(displays, FULL_SCREEN)).toEqual(LEFT)
  expect(areaForCustomer([RIGHT, BELOW, TILL], FULL_SCREEN)).toEqual(BELOW)
})
