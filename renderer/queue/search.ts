import { parseAmount } from '#src/money/amount.ts'
import type { Asset } from '#src/money/asset.ts'
import type { Payment } from '#src/payment/record.ts'

/** What somebody may have typed, taken every way in which it makes sense. */
export interface Sought {
  /** A receipt's number: "347", "001-000347". */
  readonly receiptNumber: number | null
  /** The till before it, where it was typed. */
  readonly till: string | null
  /** The end of a card's address, or with 0x its beginning. */
  readonly address: string | null
  /** A plain decimal: "4.27" for "4,27" as well. */
  readonly amount: string | null
}

/** Null when nothing was typed. Fewer than three letters are no end of an address. */
export function readSearch(typed: string): Sought | null {
  const text = typed.trim().toLowerCase()
  if (text === '') return null
  const [, till = null, number] = /^(?:(\d{3})-)?(\d{1,12})$/.exec(text) ?? []
  const [address = null] = /^(0x)?[0-9a-f]{3,40}$/.exec(text.split('…').at(-1) ?? '') ?? []
  const [amount = null] = /^\d+(\.\d+)?$/.exec(plainDecimal(text)) ?? []
  return { receiptNumber: number === undefined ? null : Number(number), till, address, amount }
}

/** False: no receipt, card or amount is written so. */
export const makesSense = ({ receiptNumber, address, amount }: Sought): boolean =>
  receiptNumber !== null || address !== null || amount !== null

/** "1 234,50" and "1,234.50" as they would stand in a file. */
function plainDecimal(text: string): string {
  const joined = text.replace(/[\s\u00a0]/g, '')
  return joined.includes('.') ? joined.replaceAll(',', '') : joined.replace(',', '.')
}

/** Whether a payment is what was sought, in any of the ways. */
export const isSought = (payment: Payment, sought: Sought): boolean =>
  hasReceipt(payment, sought) || hasAddress(payment, sought) || hasAmount(payment, sought)

export const hasReceipt = (
  { receipt, receiptNumber }: Pick<Payment, 'receipt' | 'receiptNumber'>,
  sought: Sought,
): boolean =>
  receiptNumber === sought.receiptNumber && (sought.till === null || receipt.startsWith(`${sought.till}-`))

function hasAddress({ authorization, returns }: Payment, { address }: Sought): boolean {
  if (address === null) return false
  // Of a refund the customer is the one who gets it.
  const customer = returns === undefined ? authorization.from : authorization.to
  return address.startsWith('0x') ? customer.startsWith(address) : customer.endsWith(address)
}

function hasAmount({ asset, authorization, order }: Payment, { amount }: Sought): boolean {
  if (amount === null) return false
  const inAsset = (of: Asset) => {
    const parsed = parseAmount(amount, of)
    return parsed.ok ? parsed.value.units : undefined
  }
  return (
    inAsset(asset) === authorization.value || (order !== undefined && inAsset(order.currency) === order.total)
  )
}
