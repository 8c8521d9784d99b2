import type { DisplayLines } from '../device/display.ts'
import type { Language } from '../language.ts'
import { type Amount, formatAmount } from '../money/amount.ts'
import type { Asset } from '../money/asset.ts'
import type { DisplayContent } from './content.ts'

interface DisplayWords {
  readonly pay: string
  readonly again: string
  readonly paid: string
  readonly declined: string
  readonly owed: string
  readonly paying: string
  readonly closed: string
  readonly elsewhere: string
}

/** At most twenty letters each: as many as a line of a pole display has. */
const WORDS: Record<Language, DisplayWords> = {
  kk: {
    ...{ pay: 'Төлеңіз', again: 'Қайта жақындатыңыз', paid: 'Төленді', declined: 'Төленбеді' },
    ...{ owed: 'Қарыз. Төлейсіз бе?', paying: 'Қарыз төленуде' },
    ...{ closed: 'Касса жабық', elsewhere: 'Басқасына өтіңіз' },
  },
  ru: {
    ...{ pay: 'К оплате', again: 'Приложите ещё раз', paid: 'Оплачено', declined: 'Не оплачено' },
    ...{ owed: 'Есть долг. Оплатить?', paying: 'Оплачиваем долг' },
    ...{ closed: 'Касса закрыта', elsewhere: 'Пройдите к другой' },
  },
  en: {
    ...{ pay: 'Please pay', again: 'Please tap again', paid: 'Paid', declined: 'Not paid' },
    ...{ owed: 'You owe. Pay now?', paying: 'Paying your debt' },
    ...{ closed: 'This till is closed', elsewhere: 'Please use another' },
  },
}

export interface DisplayTerms {
  readonly shop: string
  readonly asset: Asset
  readonly language: Language
}

/** The content as the two lines of a pole display. */
export function displayLines(content: DisplayContent, { shop, asset, language }: DisplayTerms): DisplayLines {
  const words = WORDS[language]
  if (content.kind === 'idle') return { top: shop, bottom: '' }
  if (content.kind === 'closed') return { top: words.closed, bottom: words.elsewhere }
  const text = (amount: Amount) => `${formatAmount(amount, language)} ${amount.asset.symbol}`
  if (content.kind === 'debt')
    return { top: content.isPaying ? words.paying : words.owed, bottom: text(content.debt.owed) }
  const bottom = bottomOf(text({ units: content.units, asset }), content.price && text(content.price))
  return { top: content.kind === 'pay' && content.again ? words.again : words[content.kind], bottom }
}

/** Letters in a line of a pole display. */
const WIDTH = 20

/** The price and its amount of the token at the two edges; where they do not fit together, the price alone. */
function bottomOf(units: string, price: string | undefined): string {
  if (price === undefined) return units
  const space = WIDTH - [...price].length - [...units].length
  return space < 1 ? price : price + ' '.repeat(space) + units
}
