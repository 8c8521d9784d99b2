import type { ErrorWords } from '#src/errors/words/table.ts'
import { missingCount, type ReceiptRange } from '#src/payment/missing.ts'
import { receiptText } from '#src/payment/record.ts'
import type { Text } from '../i18n/use-text.ts'

/** More would hide the rest of the screen; the count is not lost, the paper has the numbers. */
const SHOWN = 3

/** Which receipts are missing, and what to do now. */
export function missingWords(
  missing: readonly ReceiptRange[],
  till: number,
  { t }: Pick<Text, 't'>,
): ErrorWords {
  const number = (n: number) => receiptText(till, n)
  const ranges = missing.map(({ from, to }) =>
    from === to ? number(from) : t('missing.range', { from: number(from), to: number(to) }),
  )
  const hidden = missingCount(missing.slice(SHOWN))
  const receipts = [
    ...ranges.slice(0, SHOWN),
    ...(hidden > 0 ? [t('queue.more', { count: hidden })] : []),
  ].join(', ')
  return { what: t('missing.what', { count: missingCount(missing), receipts }), now: t('missing.now') }
}
