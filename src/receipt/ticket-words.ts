import type { Language } from '../language.ts'

/** What a ticket's paper says besides a receipt's words; names and times come from the ticket. */
export interface TicketWords {
  readonly number: string
  readonly validFrom: string
  readonly validUntil: string
  readonly paid: string
  readonly caption: string
  /** Of a top-up, by what it came to. */
  readonly prolonged: string
  readonly begun: string
  /** A pass is in the card that bought it. */
  readonly onCard: (card: string) => string
}

export const TICKET_WORDS: Record<Language, TicketWords> = {
  kk: {
    number: 'Билет №',
    validFrom: 'Басталуы',
    validUntil: 'Аяқталуы',
    paid: 'Төленді',
    caption: 'Кодты бақылаушыға көрсетіңіз',
    prolonged: 'Картадағы абонемент ұзартылды',
    begun: 'Картада абонемент болмады: жаңасы басталды',
    onCard: (card) => `Абонемент ${card} картасында: картаны жақындатыңыз`,
  },
  ru: {
    number: 'Билет №',
    validFrom: 'Действует с',
    validUntil: 'Действует до',
    paid: 'Оплачено',
    caption: 'Покажите код контролёру',
    prolonged: 'Проездной на карте продлён',
    begun: 'На карте не было проездного: начат новый',
    onCard: (card) => `Абонемент на карте ${card}: приложите её к турникету`,
  },
  en: {
    number: 'Ticket No.',
    validFrom: 'Valid from',
    validUntil: 'Valid until',
    paid: 'Paid',
    caption: 'Show this code to the inspector',
    prolonged: 'The pass on the card is prolonged',
    begun: 'The card had no pass: a new one has begun',
    onCard: (card) => `The pass is on card ${card}: tap it at the gate`,
  },
}
