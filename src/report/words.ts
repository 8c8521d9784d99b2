import type { Language } from '../language.ts'

/** What a shift's report says on paper; dates and shop words come from the receipt's. */
export interface ReportWords {
  readonly x: string
  readonly z: (number: number) => string
  readonly shift: string
  readonly opened: string
  readonly openedBy: string
  readonly now: string
  readonly closed: string
  readonly closedBy: string
  readonly approvedBy: string
  readonly sales: string
  readonly voids: string
  readonly refunds: string
  readonly net: string
  readonly nothingSold: string
  readonly pricedSales: (currency: string) => string
  readonly discounts: string
  readonly tips: string
  readonly float: string
  readonly counted: string
  readonly difference: string
  readonly firstReceipt: string
  readonly lastReceipt: string
  readonly unsettled: string
  readonly journalLine: string
  readonly journalHash: string
  readonly version: string
  readonly stillOpen: string
}

export const REPORT_WORDS: Record<Language, ReportWords> = {
  kk: {
    x: 'X-ЕСЕП',
    z: (number) => `Z-ЕСЕП № ${number}`,
    shift: 'Ауысым №',
    opened: 'Ашылды',
    openedBy: 'Ашқан',
    now: 'Қазір',
    closed: 'Жабылды',
    closedBy: 'Жапқан',
    approvedBy: 'Рұқсат берген',
    sales: 'Сатылды',
    voids: 'Күші жойылды',
    refunds: 'Қайтарылды',
    net: 'ЖИЫНЫ',
    nothingSold: 'Сатылым болған жоқ.',
    pricedSales: (currency) => `Бағасы бойынша, ${currency}`,
    discounts: 'Жеңілдік',
    tips: 'Шайпұл',
    float: 'Бастапқы қолма-қол ақша',
    counted: 'Саналған қолма-қол ақша',
    difference: 'Айырма',
    firstReceipt: 'Бірінші чек',
    lastReceipt: 'Соңғы чек',
    unsettled: 'Есеп айырысуды күтеді',
    journalLine: 'Журнал жолы',
    journalHash: 'Оның хеші',
    version: 'Бағдарлама нұсқасы',
    stillOpen: 'Ауысым жалғасады.',
  },
  ru: {
    x: 'X-ОТЧЁТ',
    z: (number) => `Z-ОТЧЁТ № ${number}`,
    shift: 'Смена №',
    opened: 'Открыта',
    openedBy: 'Открыл(а)',
    now: 'Сейчас',
    closed: 'Закрыта',
    closedBy: 'Закрыл(а)',
    approvedBy: 'Разрешил(а)',
    sales: 'Продано',
    voids: 'Отменено',
    refunds: 'Возвращено',
    net: 'ИТОГО',
    nothingSold: 'Продаж не было.',
    pricedSales: (currency) => `По ценам, ${currency}`,
    discounts: 'Скидки',
    tips: 'Чаевые',
    float: 'Наличные в начале',
    counted: 'Наличные по подсчёту',
    difference: 'Разница',
    firstReceipt: 'Первый чек',
    lastReceipt: 'Последний чек',
    unsettled: 'Ждёт расчёта',
    journalLine: 'Строка журнала',
    journalHash: 'Её хеш',
    version: 'Версия программы',
    stillOpen: 'Смена продолжается.',
  },
  en: {
    x: 'X REPORT',
    z: (number) => `Z REPORT No. ${number}`,
    shift: 'Shift No.',
    opened: 'Opened',
    openedBy: 'Opened by',
    now: 'Now',
    closed: 'Closed',
    closedBy: 'Closed by',
    approvedBy: 'Approved by',
    sales: 'Sales',
    voids: 'Voids',
    refunds: 'Returns',
    net: 'NET',
    nothingSold: 'Nothing was sold.',
    pricedSales: (currency) => `At prices in ${currency}`,
    discounts: 'Discounts',
    tips: 'Tips',
    float: 'Cash at the start',
    counted: 'Cash counted',
    difference: 'Difference',
    firstReceipt: 'First receipt',
    lastReceipt: 'Last receipt',
    unsettled: 'Not settled yet',
    journalLine: 'Journal line',
    journalHash: 'Its hash',
    version: 'Program version',
    stillOpen: 'The shift goes on.',
  },
}
