import type { Config } from '#src/config/schema.ts'
import type { Asset } from '#src/money/asset.ts'
import type { Columns, ReceiptLine } from '#src/receipt/line.ts'
import { layOutReport, type Report, type ReportHead } from '#src/report/layout.ts'

/** How this terminal lays its reports out. `cash`: in what cash is counted. */
export function reportPaper(
  { languages, shop, terminal, money }: Config,
  cash: Asset | null,
): (report: Report, columns: Columns) => ReceiptLine[] {
  const head: ReportHead = {
    language: languages.paper,
    shop,
    till: terminal.till.toString(),
    cash,
    token: money.asset,
    utcOffsetAt: (ms) => -new Date(ms).getTimezoneOffset(),
  }
  return (report, columns) => layOutReport(report, head, columns)
}
