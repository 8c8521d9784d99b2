import type { DisplayLines } from '../device/display.ts'
import type { Language } from '../language.ts'
import { formatAmount } from '../money/amount.ts'
import type { Asset } from '../money/asset.ts'
import type { DisplayContent } from './content.ts'

interface DisplayWords {
  readonly pay: string
  readonly again: string
  readonly paid: string
  readonly declined: string
}

/** At most twenty letters each: as many as a line of a pole display has. */
const WORDS: Record<Language, DisplayWords> = {
  kk: { pay: 'Төлеңіз', again: 'Қайта жақындатыңыз', paid: 'Төленді', declined: 'Төленбеді' },
  ru: { pay: 'К оплате', again: 'Приложите ещё раз', paid: 'Оплачено', declined: 'Не оплачено' },
  en: { pay: 'Please pay', again: 'Please tap again', paid: 'Paid', declined: 'Not paid' },
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
  const bottom = `${formatAmount({ units: content.units, asset }, language)} ${asset.symbol}`
  return { top: content.kind === 'pay' && content.again ? words.again : words[content.kind], bottom }
}
