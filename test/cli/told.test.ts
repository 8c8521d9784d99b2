import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { failureText } from '#cli/told.ts'
import { ERROR_CODES } from '#src/errors/codes.ts'

test('a failure says what happened, by what, and what to do, with its code', () => {
  expect(failureText({ code: 'CONFIG_INVALID', detail: 'almaty-1.gate-07 is not enrolled' })).toBe(
    'This cannot be done.\nalmaty-1.gate-07 is not enrolled\nMend what is named, and give the command again. (CONFIG_INVALID)',
  )
  expect(failureText({ code: 'DENY_LIST_GAP' })).toBe(
    'Between these deny lists one is missing.\nGive the full list. (DENY_LIST_GAP)',
  )
})

test('a code without words of its own has those that a terminal shows', () => {
  expect(failureText({ code: 'DATA_NEWER' })).toBe(
    'A newer version of the program wrote this terminal’s data.\nInstall that version again. Nothing here was changed. (DATA_NEWER)',
  )
})

const CLI = join(import.meta.dirname, '../../cli')
const OF_TOLD = [
  ...readdirSync(join(CLI, 'fleet')).map((name) => join('fleet', name)),
  ...['operator-key.ts', 'passphrase.ts', 'checked-config.ts', 'sign-update.ts', 'archived-version.ts'],
]
const texts = OF_TOLD.map((name) => readFileSync(join(CLI, name), 'utf8')).join('\n')
/** Those that the commands give by themselves, and what else comes back from what they call. */
const GIVEN = ERROR_CODES.filter((code) => texts.includes(`'${code}'`))
const FROM_BELOW = ['FLEET_REFUSED', 'FLEET_ORDER_INVALID', 'DENY_LIST_INVALID', 'DENY_LIST_GAP'] as const

test.each([...new Set([...GIVEN, ...FROM_BELOW])])(
  '%s sends nobody to a technician or an operator',
  (code) => {
    const text = failureText({ code })
    expect(text).not.toMatch(/technician|operator\b(?!")|owner|staff|customer|go on selling|nothing changes/i)
    for (const line of text.replace(` (${code})`, '').split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  },
)
