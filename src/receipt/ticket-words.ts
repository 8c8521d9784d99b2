import type { Language } from '../language.ts'

/** What a ticket's paper says besides a receipt's words; names and times come from the ticket. */
export interface TicketWords {
  readonly number: string
  readonly validFrom: string
  readonly validUntil: string
  readonly paid: string
  readonly caption: string
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
    onCard: (card) => `Абонемент ${card} картасында: картаны жақындатыңыз`,
  },
  ru: {
    number: 'Билет №',
    validFrom: 'Действует с',
    validUntil: 'Действует до',
    paid: 'Оплачено',
    caption: 'Покажите код контролёру',
    onCard: (card) => `Абонемент на карте ${card}: приложите её к турникету`,
  },
  en: {
    number: 'Ticket No.',
    validFrom: 'Valid from',
    validUntil: 'Valid until',
    paid: 'Paid',
    caption: 'Show this code to the inspector',
    onCard: (card) => `The pass is on card ${card}: tap it at the gate`,
  },
}
