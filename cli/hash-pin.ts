import { hashPin } from '#main/staff/pins.ts'
import { askPassphrase } from './passphrase.ts'
import { objection } from './pin.ts'

/** Asks for a PIN, without showing it, and prints what goes into the configuration in its place. */
const { env, stdin: input, stderr: output } = process
const pin = await askPassphrase(
  { env, input, output },
  { question: 'PIN (4 to 8 digits)', variable: 'TAPSYR_PIN' },
)
const wrong = pin.ok ? objection(pin.value) : pin.error.detail
if (!pin.ok || wrong !== undefined) {
  output.write(`${wrong}\n`)
  process.exitCode = 2
} else process.stdout.write(`${await hashPin(pin.value)}\n`)
