import type { z } from 'zod'
import type { configSchema } from '#src/config/schema.ts'

type ConfigFile = z.input<typeof configSchema>

const name = (kk: string, ru: string, en: string) => ({ kk, ru, en })

/** What a small shop in Almaty sells; prices of autumn 2026, made up as the barcodes are. */
export const GOODS: Pick<ConfigFile, 'prices' | 'items' | 'discounts' | 'tips'> = {
  prices: { rate: { value: '536.20', source: 'National Bank' } },
  items: {
    categories: [
      { id: 'bread', name: name('Нан', 'Хлеб', 'Bread') },
      { id: 'milk', name: name('Сүт', 'Молочное', 'Dairy') },
      { id: 'drinks', name: name('Сусындар', 'Напитки', 'Drinks') },
    ],
    list: [
      {
        id: 'loaf',
        name: name('Ақ нан', 'Белый хлеб', 'White bread'),
        price: '190',
        category: 'bread',
        barcode: '4870000000013',
      },
      { id: 'bauyrsaq', name: name('Бауырсақ', 'Баурсак', 'Bauyrsaq'), price: '900', category: 'bread' },
      {
        id: 'milk',
        name: name('Сүт, 1 л', 'Молоко, 1 л', 'Milk, 1 l'),
        price: '520',
        category: 'milk',
        barcode: '4870000000020',
      },
      { id: 'ayran', name: name('Айран', 'Айран', 'Ayran'), price: '480', category: 'milk' },
      { id: 'qurt', name: name('Құрт', 'Курт', 'Qurt'), price: '650', category: 'milk' },
      {
        id: 'tea',
        name: name('Шай', 'Чай', 'Tea'),
        price: '1250',
        category: 'drinks',
        barcode: '4870000000037',
      },
      {
        id: 'water',
        name: name('Су, 1,5 л', 'Вода, 1,5 л', 'Water, 1.5 l'),
        price: '350',
        category: 'drinks',
      },
    ],
  },
  discounts: [5, 10],
  tips: [5, 10],
}
