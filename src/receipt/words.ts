import type { Language } from '../language.ts'

/** What the paper itself says; names and numbers come from the receipt. */
export interface ReceiptWords {
  readonly copy: string
  readonly taxId: string
  readonly till: string
  readonly number: string
  readonly date: string
  readonly total: string
  readonly discount: string
  readonly tip: string
  /** Before the amount of the token that the total is. */
  readonly inToken: string
  readonly rate: string
  readonly token: string
  readonly chain: string
  readonly payer: string
  readonly settled: string
  readonly received: string
  readonly returnTitle: string
  readonly voidTitle: string
  /** Before the number of the receipt of which something is given back. */
  readonly returnOf: string
  readonly receiver: string
  readonly goesBack: string
  readonly goneBack: string
  readonly voided: string
  readonly cancelled: string
  readonly acceptedOffline: string
  /** `when` is a day and a time: "27 Nov 14:32". */
  readonly settlesBy: (when: string) => string
  readonly qrCaption: string
  readonly thanks: string
  readonly months: readonly string[]
  readonly fullDate: (date: CalendarDate) => string
}

export interface CalendarDate {
  readonly day: number
  /** 1 to 12. */
  readonly month: number
  readonly monthName: string
  readonly year: number
}

/** "24.11.2026", as on every receipt in Kazakhstan. */
const inDigits = ({ day, month, year }: CalendarDate): string =>
  `${day.toString().padStart(2, '0')}.${month.toString().padStart(2, '0')}.${year}`

// Kazakh endings follow the sound of the number before them, so the deadline is named first and
// the time stands bare after a colon.
export const RECEIPT_WORDS: Record<Language, ReceiptWords> = {
  kk: {
    copy: 'КӨШІРМЕ',
    taxId: 'БСН',
    till: 'Касса',
    number: 'Чек №',
    date: 'Күні',
    total: 'БАРЛЫҒЫ',
    discount: 'Жеңілдік',
    tip: 'Шайпұл',
    inToken: 'Токенмен',
    rate: 'Бағам',
    token: 'Токен',
    chain: 'Желі',
    payer: 'Төлеуші',
    settled: 'Төленді. Есеп айырысу аяқталды.',
    received: 'Желі арқылы төленді.',
    returnTitle: 'ҚАЙТАРУ',
    voidTitle: 'ТӨЛЕМДІ ЖОЮ',
    returnOf: 'Бастапқы чек №',
    receiver: 'Алушы',
    goesBack: 'Терминал желіге қосылғанда ақша картаға қайтады.',
    goneBack: 'Ақша картаға қайтарылды.',
    voided: 'Төлем жойылды. Ақша алынбайды.',
    cancelled: 'Төлем жойылды. Оны енді ешкім ала алмайды.',
    acceptedOffline: 'Офлайн қабылданды.',
    settlesBy: (when) => `Есеп айырысу мерзімі: ${when}.`,
    qrCaption: 'Төлемді QR-код арқылы тексеріңіз',
    thanks: 'Рақмет!',
    months: [
      'қаңтар',
      'ақпан',
      'наурыз',
      'сәуір',
      'мамыр',
      'маусым',
      'шілде',
      'тамыз',
      'қыркүйек',
      'қазан',
      'қараша',
      'желтоқсан',
    ],
    fullDate: inDigits,
  },
  ru: {
    copy: 'КОПИЯ',
    taxId: 'БИН',
    till: 'Касса',
    number: 'Чек №',
    date: 'Дата',
    total: 'ИТОГО',
    discount: 'Скидка',
    tip: 'Чаевые',
    inToken: 'В токенах',
    rate: 'Курс',
    token: 'Токен',
    chain: 'Сеть',
    payer: 'Плательщик',
    settled: 'Оплачено. Расчёт завершён.',
    received: 'Оплачено переводом в сети.',
    returnTitle: 'ВОЗВРАТ',
    voidTitle: 'ОТМЕНА',
    returnOf: 'К чеку №',
    receiver: 'Получатель',
    goesBack: 'Деньги вернутся на карту, когда терминал будет в сети.',
    goneBack: 'Деньги возвращены на карту.',
    voided: 'Платёж отменён. Деньги не спишутся.',
    cancelled: 'Платёж отменён. Получить его больше не сможет никто.',
    acceptedOffline: 'Принято офлайн.',
    settlesBy: (when) => `Расчёт до ${when}.`,
    qrCaption: 'Проверьте платёж по QR-коду',
    thanks: 'Спасибо!',
    months: [
      'января',
      'февраля',
      'марта',
      'апреля',
      'мая',
      'июня',
      'июля',
      'августа',
      'сентября',
      'октября',
      'ноября',
      'декабря',
    ],
    fullDate: inDigits,
  },
  en: {
    copy: 'COPY',
    taxId: 'BIN',
    till: 'Till',
    number: 'Receipt No.',
    date: 'Date',
    total: 'TOTAL',
    discount: 'Discount',
    tip: 'Tip',
    inToken: 'In the token',
    rate: 'Rate',
    token: 'Token',
    chain: 'Chain',
    payer: 'Payer',
    settled: 'Paid and settled.',
    received: 'Paid on the network.',
    returnTitle: 'RETURN',
    voidTitle: 'VOID',
    returnOf: 'Of receipt No.',
    receiver: 'Paid to',
    goesBack: 'The money goes back to the card once the terminal is online.',
    goneBack: 'The money is back on the card.',
    voided: 'Taken back. Nothing is charged.',
    cancelled: 'Taken back. Nobody can collect it any more.',
    acceptedOffline: 'Accepted offline.',
    settlesBy: (when) => `Settles by ${when}.`,
    qrCaption: 'Scan to check this payment',
    thanks: 'Thank you!',
    months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
    fullDate: ({ day, monthName, year }) => `${day} ${monthName} ${year}`,
  },
}
