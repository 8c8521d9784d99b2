import type { z } from 'zod'
import type { configSchema } from '#src/config/schema.ts'

type ConfigFile = z.input<typeof configSchema>

const name = (kk: string, ru: string, en: string) => ({ kk, ru, en })

/** A station of a small line in Almaty; fares made up. */
export const STATION: Pick<ConfigFile, 'face' | 'prices' | 'station'> = {
  face: 'station',
  prices: { rate: { value: '500', source: 'National Bank' } },
  station: {
    name: name('Алатау станциясы', 'Станция «Алатау»', 'Alatau station'),
    fare: '120',
    cap: '360',
    transferMinutes: 60,
    products: [
      {
        id: 'single',
        kind: 'single',
        name: name('Бір сапар', 'Одна поездка', 'Single ride'),
        price: '120',
        hours: 2,
      },
      {
        id: 'return',
        kind: 'return',
        name: name('Барып қайту', 'Туда и обратно', 'Return'),
        price: '220',
        hours: 24,
      },
      { id: 'day', kind: 'day-pass', name: name('Күндік', 'На день', 'Day pass'), price: '600' },
      {
        id: 'month',
        kind: 'period-pass',
        name: name('Айлық', 'На месяц', 'Month pass'),
        price: '9000',
        days: 30,
      },
      {
        id: 'top-up',
        kind: 'pass-top-up',
        name: name('Ұзарту', 'Продление', 'Pass top-up'),
        price: '2500',
        days: 7,
      },
    ],
    phone: '+7 727 258 00 00',
  },
}
