import { countIn, noFigures } from '#renderer/queue/day.ts'
import { isShown } from '#renderer/queue/history.ts'
import type { PaymentHistory } from '#renderer/queue/payment-history.ts'
import { isSought, readSearch } from '#renderer/queue/search.ts'
import type { ListedPayment } from '#renderer/view.ts'

/** The history of so few payments that all are on one page. */
export function fakeHistory(payments: readonly ListedPayment[]): PaymentHistory {
  const newest = [...payments].sort((a, b) => b.acceptedAt - a.acceptedAt)
  const isIn = ({ acceptedAt }: ListedPayment, day: { from: number; to: number } | null) =>
    day === null || (acceptedAt >= day.from && acceptedAt < day.to)
  return {
    async page({ text, shown, day }) {
      const sought = readSearch(text)
      const found = newest.filter((one) => isShown(one, shown) && isIn(one, day))
      return { payments: found.filter((one) => sought === null || isSought(one, sought)), next: null }
    },
    find: async (id) => payments.find((one) => one.id === id),
    refundsOf: async (id) => newest.filter(({ returns }) => returns === id),
    day: async (span) => newest.filter((one) => isIn(one, span)).reduce(countIn, noFigures),
  }
}
