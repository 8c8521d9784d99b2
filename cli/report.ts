import type { RescueContent } from '#main/rescue/content.ts'
import { errorWords } from '#src/errors/words/words.ts'
import { formatAmount, toDecimal } from '#src/money/amount.ts'
import { toChecksumAddress } from '#src/payment/address.ts'
import type { Payment } from '#src/payment/record.ts'
import { isWaiting, type PaymentState } from '#src/payment/states.ts'

const money = ({ asset, authorization }: Payment): string =>
  `${formatAmount({ units: authorization.value, asset }, 'en')} ${asset.symbol}`

/** Whose payments these are, before anything is done about them. */
export const introduction = (content: RescueContent, gasAccount: string): string =>
  [
    `Terminal      ${content.terminalId}, ${content.shop}`,
    `Exported      ${new Date(content.exportedAt).toISOString()}`,
    `Signed by     ${toChecksumAddress(content.gasAccount)}`,
    `Merchant      ${toChecksumAddress(content.payee)}`,
    `Token         ${content.domain.name}, ${toChecksumAddress(content.domain.verifyingContract)}`,
    `Chain         ${content.domain.chainId}`,
    `Gas paid by   ${gasAccount}`,
    `Payments      ${content.payments.length}`,
  ].join('\n')

/** One line per receipt, in columns. */
export function table(payments: readonly Payment[]): string {
  const rows = payments.map((payment) => [payment.receipt, money(payment), payment.state, reason(payment)])
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const line = ([receipt = '', amount = '', state = '', why = '']: string[]) =>
    [receipt.padEnd(widths[0] ?? 0), amount.padStart(widths[1] ?? 0), state.padEnd(widths[2] ?? 0), why].join(
      '  ',
    )
  return rows.map((row) => line(row).trimEnd()).join('\n')
}

/** Why a payment stands as it does, in words. */
export function reason({ state, refusal, proof, batch }: Payment): string {
  if (proof) return `block ${proof.blockNumber}, ${proof.txHash}`
  if (state === 'expired') return errorWords('AUTHORIZATION_EXPIRED', 'en').what
  if (refusal) return errorWords(refusal, 'en').what
  return state === 'submitted' ? `sent, not yet in a block: ${batch}` : 'not sent'
}

/** "2 settled 12.32 USDC, 1 refused 4.00 USDC". */
export function summary(payments: readonly Payment[]): string {
  const states = [...new Set(payments.map(({ state }) => state))].sort()
  return states.map((state) => totalOf(payments, state)).join(', ')
}

function totalOf(payments: readonly Payment[], state: PaymentState): string {
  const group = payments.filter((payment) => payment.state === state)
  const units = group.reduce((sum, { authorization }) => sum + authorization.value, 0n)
  const asset = group[0]?.asset
  return asset ? `${group.length} ${state} ${formatAmount({ units, asset }, 'en')} ${asset.symbol}` : ''
}

/** Nothing is left that the chain could still pay. */
export const isDone = (payments: readonly Payment[]): boolean =>
  payments.every(({ state }) => !isWaiting(state))

/** The same for programs. Amounts are decimal strings of the asset. */
export const asJson = ({ terminalId, domain }: RescueContent, payments: readonly Payment[]): string =>
  JSON.stringify(
    {
      terminalId,
      chainId: domain.chainId,
      done: isDone(payments),
      payments: payments.map((payment) => ({
        receipt: payment.receipt,
        id: payment.id,
        amount: toDecimal({ units: payment.authorization.value, asset: payment.asset }),
        symbol: payment.asset.symbol,
        state: payment.state,
        refusal: payment.refusal,
        transaction: payment.proof?.txHash ?? payment.batch,
        blockNumber: payment.proof?.blockNumber ?? null,
      })),
    },
    null,
    2,
  )
