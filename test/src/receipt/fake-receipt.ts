import type { Receipt } from '#src/receipt/model.ts'

const PAYER = '0x7e5f4552091a69125d5dfcb7b8c2659029395bdf'
const SHOPS = {
  kk: { name: 'Апорт дүкені', address: 'Алматы қ., Қабанбай батыр к-сі, 10' },
  ru: { name: 'Магазин «Апорт»', address: 'г. Алматы, ул. Кабанбай батыра, 10' },
  en: { name: 'Aport Market', address: '10 Kabanbay Batyr St, Almaty' },
}

/** A payment of 4.27 USDC, taken offline in Almaty on 24 November 2026 at 14:32. */
export function fakeReceipt(part: Partial<Receipt> = {}): Receipt {
  const language = part.language ?? 'en'
  return {
    language,
    shop: { ...SHOPS[language], taxId: '123456789012' },
    till: '2',
    number: '001-000347',
    acceptedAt: Date.UTC(2026, 10, 24, 9, 32),
    utcOffsetMinutes: 300,
    amount: { units: 4_270_000n, asset: { symbol: 'USDC', decimals: 6 } },
    payer: PAYER,
    state: { kind: 'accepted-offline', settlesBy: Date.UTC(2026, 10, 27, 9, 32) },
    proof: {
      chainId: 8453,
      token: '0x833589fcd6edb6e08f4c7c32d4f71b54bda02913',
      payer: PAYER,
      nonce: `0x${'5a'.repeat(32)}`,
    },
    copy: false,
    ...part,
  }
}
