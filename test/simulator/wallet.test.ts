import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { createCanvas } from '@napi-rs/canvas'
import jsQR from 'jsqr'
import { describe, expect, it } from 'vitest'
import { askWallet } from '#simulator/wallet/wallet.ts'
import { fail } from '#src/result.ts'
import { must } from '../fakes/wires.ts'
import { PAYER_KEY, TENGE, USDC_ON_BASE } from '../vectors/qr.ts'

const run = promisify(execFile)
const sign = (...args: string[]) =>
  run(process.execPath, ['--import', 'tsx', 'simulator/wallet/sign-qr.ts', ...args])

describe('the reference wallet', () => {
  it.each([USDC_ON_BASE, TENGE])('answers a request as the vector has it', async (vector) => {
    const asked = must(askWallet(vector.requestText, PAYER_KEY))
    expect(asked.request).toEqual(vector.request)
    expect(await asked.sign()).toBe(vector.answerText)
  })

  it('answers nothing else', () => {
    for (const text of [USDC_ON_BASE.answerText, 'ethereum:0x00', ''])
      expect(askWallet(text, PAYER_KEY)).toMatchObject(fail('QR_INVALID'))
  })
})

describe('the reference signer on the command line', () => {
  it('prints the answer, says what was signed, and draws a code that reads as the answer', async () => {
    const { stdout, stderr } = await sign('--test-key', '1', USDC_ON_BASE.requestText)
    expect(stdout).toBe(`${USDC_ON_BASE.answerText}\n`)
    expect(stderr).toContain('Pay        1.50 USDC')
    expect(stderr).toContain('0x2B5AD5c4795c026514f8317c7a215E218DcCD6cF (calls itself "Aport Market")')
    expect(readDrawing(stderr)).toBe(USDC_ON_BASE.answerText)
  })

  it('refuses what is no request', async () => {
    await expect(sign('--test-key', '1', USDC_ON_BASE.answerText)).rejects.toMatchObject({ code: 1 })
    await expect(sign('--test-key', '0', USDC_ON_BASE.requestText)).rejects.toMatchObject({ code: 2 })
  })
})

/** The drawing as a camera would see it on a dark terminal. */
function readDrawing(output: string): string | undefined {
  const lines = output.split('\n').filter((line) => /^[ ▄▀█]+$/.test(line))
  const side = lines[0]?.length ?? 0
  const scale = 4
  const canvas = createCanvas(side * scale, lines.length * 2 * scale)
  const paper = canvas.getContext('2d')
  paper.fillStyle = 'black'
  paper.fillRect(0, 0, canvas.width, canvas.height)
  paper.fillStyle = 'white'
  lines.forEach((line, row) => {
    for (const [column, letter] of [...line].entries()) {
      const light = (half: number) => paper.fillRect(column * scale, (row * 2 + half) * scale, scale, scale)
      if ('▀█'.includes(letter)) light(0)
      if ('▄█'.includes(letter)) light(1)
    }
  })
  const { data } = paper.getImageData(0, 0, canvas.width, canvas.height)
  return jsQR(Uint8ClampedArray.from(data), canvas.width, canvas.height)?.data
}
