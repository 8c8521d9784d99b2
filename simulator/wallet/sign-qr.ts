import qrcode from 'qrcode-generator'
import { formatAmount } from '#src/money/amount.ts'
import { toChecksumAddress } from '#src/payment/address.ts'
import type { PaymentRequest } from '#src/qr/request.ts'
import { askWallet } from './wallet.ts'

const HELP = `The reference signer of docs/qr-payment.md: it answers a payment request as a phone wallet would.

  npx tsx simulator/wallet/sign-qr.ts --test-key N 'TPQ:…'
  WALLET_KEY=0x… npx tsx simulator/wallet/sign-qr.ts 'TPQ:…'

  --test-key N   sign with the private key N, a small number. Everybody knows such keys: for tests only.
  WALLET_KEY     the private key as 0x and 64 digits. Do not use one that holds money.

It shows what is signed, then the answer as text and as a QR code. The request is read from standard
input where none is given.`

async function main(args: readonly string[]): Promise<number> {
  const asked = readArguments(args)
  if (!asked) {
    console.error(HELP)
    return 2
  }
  const wallet = askWallet(asked.request ?? (await readInput()), asked.key)
  if (!wallet.ok) {
    console.error(`This is no payment request: ${wallet.error.detail}`)
    return 1
  }
  console.error(described(wallet.value.request))
  const answer = await wallet.value.sign()
  console.log(answer)
  console.error(drawn(answer))
  return 0
}

function readArguments(args: readonly string[]): { key: string; request: string | undefined } | undefined {
  const at = args.indexOf('--test-key')
  const number = at < 0 ? undefined : args[at + 1]
  const [request, ...more] = args.filter((_, i) => at < 0 || (i !== at && i !== at + 1))
  const key = number === undefined ? process.env.WALLET_KEY : testKey(number)
  if (!key || !/^0x[0-9a-fA-F]{64}$/.test(key) || more.length > 0 || request?.startsWith('-'))
    return undefined
  return { key, request }
}

const testKey = (number: string): string | undefined =>
  /^[1-9]\d{0,5}$/.test(number) ? `0x${Number(number).toString(16).padStart(64, '0')}` : undefined

async function readInput(): Promise<string> {
  let text = ''
  for await (const chunk of process.stdin.setEncoding('utf8')) text += chunk
  return text.replace(/[\r\n]+$/, '')
}

/** The amount comes from what is signed; the shop's name is only what the shop says of itself. */
function described({ domain, draft, asset, shop }: PaymentRequest): string {
  return [
    `Pay        ${formatAmount({ units: draft.value, asset }, 'en')} ${asset.symbol}`,
    `to         ${toChecksumAddress(draft.to)} (calls itself "${shop}")`,
    `token      ${toChecksumAddress(domain.verifyingContract)} "${domain.name}" on chain ${domain.chainId}`,
    `valid      until ${new Date(draft.validBefore * 1000).toISOString()}`,
  ].join('\n')
}

/** Two modules in each letter, one above the other; light ones drawn, so that it reads on a dark terminal. */
function drawn(text: string): string {
  const code = qrcode(0, 'M')
  code.addData(text, 'Alphanumeric')
  code.make()
  const size = code.getModuleCount()
  const isLight = (x: number, y: number) => x < 0 || y < 0 || x >= size || y >= size || !code.isDark(y, x)
  const quiet = 4
  const lines: string[] = []
  for (let y = -quiet; y < size + quiet; y += 2) {
    let line = ''
    for (let x = -quiet; x < size + quiet; x += 1)
      line += [' ', '▄', '▀', '█'][(isLight(x, y) ? 2 : 0) + (isLight(x, y + 1) ? 1 : 0)]
    lines.push(line)
  }
  return lines.join('\n')
}

process.exitCode = await main(process.argv.slice(2))
