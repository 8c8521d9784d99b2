import { accountOf } from '#main/chain/account.ts'
import type { RescueContent } from '#main/rescue/content.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { account } from '../../fakes/accepted.ts'
import { type SignedPayment, signedPayment, testKey } from '../../fakes/payment.ts'
import { TERMS } from '../sale/till.ts'

/** The gas account of the terminal that is lost. */
export const GAS = accountOf(testKey(0x9a5))
export const PASSPHRASE = 'correct horse battery'

/** A payment that the lost terminal took for the merchant of TERMS, really signed. */
export const lostPayment = (receiptNumber: number, change: Partial<SignedPayment> = {}): AcceptedPayment =>
  signedPayment({
    ...{ key: testKey(receiptNumber), to: TERMS.payee, domain: TERMS.domain, receiptNumber },
    ...change,
  })

export const lostContent = (
  change: Partial<Omit<RescueContent, 'gasAccount'>> = {},
): Omit<RescueContent, 'gasAccount'> => ({
  terminalId: 'apple-2',
  shop: 'Apple Street',
  exportedAt: 1_700_000_000_000,
  payee: TERMS.payee,
  domain: TERMS.domain,
  multicall: account(0xca11),
  payments: [lostPayment(1), lostPayment(2)],
  batches: [],
  ...change,
})
