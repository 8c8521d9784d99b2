import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { fail, ok } from '#src/result.ts'
import { askPassphrase } from '../../cli/passphrase.ts'

const asking = { question: 'Passphrase of queue.rescue', variable: 'TAPSYR_RESCUE_PASSPHRASE' }

/** A keyboard with a person at it. */
function terminal(env: Record<string, string> = {}) {
  const input = Object.assign(new PassThrough(), { isTTY: true })
  const output = new PassThrough()
  return { env, input, output }
}

test('what the environment says is not asked for', async () => {
  const keyboard = terminal({ TAPSYR_RESCUE_PASSPHRASE: 'from a script' })
  expect(await askPassphrase(keyboard, asking)).toEqual(ok('from a script'))
  expect(keyboard.output.readableLength).toBe(0)
})

test('a person types it and does not see it', async () => {
  const keyboard = terminal()
  const asked = askPassphrase(keyboard, asking)
  keyboard.input.write('құпия сөз\r')
  expect(await asked).toEqual(ok('құпия сөз'))
  keyboard.output.end()
  expect(await text(keyboard.output)).toBe('Passphrase of queue.rescue: \n')
})

test.each([
  ['with Ctrl-C', '\u0003'],
  ['with Ctrl-D', '\u0004'],
])('a person can give up %s', async (_how, key) => {
  const keyboard = terminal()
  const asked = askPassphrase(keyboard, asking)
  keyboard.input.write(key)
  expect(await asked).toEqual(fail('CONFIG_INVALID', 'none was typed'))
})

test('a script that says nothing is told what to say', async () => {
  const { env, output } = terminal()
  expect(await askPassphrase({ env, input: new PassThrough(), output }, asking)).toEqual(
    fail('CONFIG_INVALID', 'nobody can be asked for it: set TAPSYR_RESCUE_PASSPHRASE'),
  )
})
