import { formatAmount } from '#src/money/amount.ts'
import { shortAddress } from '#src/payment/address.ts'
import type { Payment } from '#src/payment/record.ts'
import type { Evidence, Outcome } from './outcome.ts'

export interface ReportParts {
  readonly evidence: Evidence
  readonly outcome: Outcome
  /** By receipt number. */
  readonly acceptedMs: ReadonlyMap<string, number>
  readonly gasPerPayment: bigint
  readonly pictures: readonly string[]
}

/** The JSON of `--json`. Amounts as decimal strings of smallest units. */
export function reportJson(parts: ReportParts) {
  const { evidence, outcome, gasPerPayment, pictures } = parts
  return {
    payments: evidence.payments.map((p) => paymentJson(p, parts)),
    lost: outcome.lost,
    doubled: outcome.doubled,
    merchantBalanceBefore: evidence.merchantBefore.toString(),
    merchantBalanceAfter: evidence.merchantAfter.toString(),
    gasPerPayment: gasPerPayment.toString(),
    batches: outcome.batches.length,
    screenshots: pictures,
  }
}

function paymentJson({ receipt, authorization, state, batch, proof }: Payment, { acceptedMs }: ReportParts) {
  const ms = acceptedMs.get(receipt)
  return {
    receipt,
    from: authorization.from,
    value: authorization.value.toString(),
    nonce: authorization.nonce,
    acceptedMs: ms === undefined ? null : Math.round(ms * 10) / 10,
    state,
    batchHash: proof?.txHash ?? batch,
  }
}

/** The same for people. */
export function reportText({ evidence, outcome, acceptedMs, gasPerPayment }: ReportParts): string {
  const { payments, merchantBefore, merchantAfter } = evidence
  const asset = payments[0]?.asset ?? { symbol: '', decimals: 0 }
  const money = (units: bigint) => formatAmount({ units, asset }, 'en')
  const rows = payments.map((p) =>
    [
      p.receipt.padEnd(12),
      shortAddress(p.authorization.from).padEnd(13),
      money(p.authorization.value).padStart(8),
      p.state.padEnd(9),
      `${(acceptedMs.get(p.receipt) ?? Number.NaN).toFixed(1).padStart(6)} ms`,
    ].join('  '),
  )
  return [
    'Receipt       Card               USDC  State      Card done → accepted shown',
    ...rows,
    '',
    `${outcome.batches.length === 1 ? 'Settled in one batch' : `Settled in ${outcome.batches.length} batches`}: ${outcome.batches.join(', ')}`,
    `Gas per payment  ${gasPerPayment}`,
    `Merchant         ${money(merchantBefore)} → ${money(merchantAfter)} USDC${outcome.balances ? ', equal to the receipts' : ': NOT what the receipts say'}`,
    `Lost ${outcome.lost} · doubled ${outcome.doubled}`,
  ].join('\n')
}
