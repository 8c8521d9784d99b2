import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { hexToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openLedger } from '#main/ledger/ledger.ts'
import { createSaleDesk, type SaleDesk } from '#main/sale/sale.ts'
import { askWallet } from '#simulator/wallet/wallet.ts'
import type { PaymentCard, SelectFault } from '#src/device/card.ts'
import type { CardInField } from '#src/device/reader.ts'
import type { StrayTransfer, TransferOffer } from '#src/ipc/contract.ts'
import { type Address, addressOf } from '#src/payment/address.ts'
import type { Hex } from '#src/payment/hex.ts'
import { recoverInJavaScript } from '#src/payment/signature.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { TAP_AGAIN } from '#src/sale/tap-again.ts'
import type { CancelSignal } from '#src/time/cancel.ts'
import { account } from '../../fakes/accepted.ts'
import { fakeChain } from '../../fakes/chain.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { signDigest, testKey } from '../../fakes/payment.ts'
import { owedNothing, trusting } from '../../fakes/trust.ts'
import { must } from '../../fakes/wires.ts'
import { NOW, POLL_MS, TERMS, watchOn } from './till.ts'

const CUSTOMER = account(0xcc)

type CardKind = 'good' | 'leaves' | 'foreign' | 'phone'
interface LaidCard {
  readonly kind: CardKind
  readonly field: CardInField
  handedOut: number
  released: number
}

/** A reader that may hand a card out in the very moment in which it is told to stop. */
function raceReader() {
  const cards: LaidCard[] = []
  let waiting: ((found: Result<CardInField, 'READER_ABSENT' | 'SALE_CANCELLED'>) => void) | undefined
  let lying: LaidCard | undefined
  const hand = () => {
    if (!waiting || !lying) return
    lying.handedOut += 1
    waiting(ok(lying.field))
    waiting = undefined
    lying = undefined
  }
  return {
    cards,
    place(kind: CardKind) {
      const card: LaidCard = {
        kind,
        field: {
          uid: undefined,
          transmit: async () => fail('CARD_LEFT_EARLY'),
          release: async () => {
            card.released += 1
          },
        },
        handedOut: 0,
        released: 0,
      }
      cards.push(card)
      lying = card
      hand()
    },
    fail() {
      waiting?.(fail('READER_ABSENT'))
      waiting = undefined
    },
    markPaid: () => undefined,
    waitForCard: (cancel: CancelSignal) =>
      new Promise<Result<CardInField, 'READER_ABSENT' | 'SALE_CANCELLED'>>((resolve) => {
        waiting = resolve
        // Told to stop, it looks once more: that moment is the race.
        cancel.addEventListener('abort', () =>
          setImmediate(() => {
            if (waiting === resolve) waiting = undefined
            resolve(fail('SALE_CANCELLED'))
          }),
        )
        hand()
      }),
  }
}

const REFUSALS: { readonly [K in CardKind]?: SelectFault } = {
  foreign: 'CARD_NOT_SUPPORTED',
  phone: 'CARD_PHONE',
}

/** The cards of this reader hold key 1; one that leaves does so when it is asked to sign. */
const select =
  (cards: readonly LaidCard[]) =>
  async (field: CardInField): Promise<Result<PaymentCard, SelectFault>> => {
    await tick()
    const kind = cards.find((card) => card.field === field)?.kind ?? 'foreign'
    const refusal = REFUSALS[kind]
    if (refusal) return fail(refusal)
    return ok({
      application: 'keycard-cash',
      publicKey: publicKeyOf(testKey(1)),
      async sign(digest) {
        await tick()
        if (kind === 'leaves') return fail('CARD_LEFT_EARLY')
        const signature = hexToBytes(signDigest(digest, testKey(1)).slice(2))
        return ok({ r: signature.slice(0, 32), s: signature.slice(32, 64) })
      },
    })
  }

const publicKeyOf = (key: Hex): Uint8Array => secp256k1.getPublicKey(hexToBytes(key.slice(2)), false)
const tick = () => new Promise<void>((resolve) => setImmediate(resolve))

/** The page's part: waits and authorizes until the sale is paid, declined or cancelled. */
async function leadSale(desk: SaleDesk, saleId: string): Promise<{ payer?: Address; end: string }> {
  for (;;) {
    const found = await desk.awaitCard(saleId)
    if (!found.ok) {
      if (TAP_AGAIN.has(found.error.code)) continue
      return { end: found.error.code }
    }
    const paid = await desk.authorize(saleId)
    if (paid.ok) return { end: 'paid', payer: found.value.payer }
    if (!TAP_AGAIN.has(paid.error.code)) return { end: paid.error.code }
  }
}

const happening = fc.constantFrom(
  'tick',
  'second',
  'card good',
  'card leaves',
  'card foreign',
  'card phone',
  'reader fails',
  'scan of one wallet',
  'scan of another',
  'scan of goods',
  'transfer',
  'cancel',
)

async function till() {
  const clock = fakeClock(NOW)
  const folder = join(emptyFolder(), 'journal')
  const ledger = must(await openLedger(folder, { clock, randomBytes, log: () => undefined }))
  const reader = raceReader()
  const chain = fakeChain()
  chain.fund(CUSTOMER, 10n ** 18n)
  const offers: TransferOffer[] = []
  const strays: StrayTransfer[] = []
  let scan: (text: string) => void = () => undefined
  const desk = createSaleDesk({
    ledger,
    reader,
    selectCard: select(reader.cards),
    wallets: {
      shop: 'Aport Market',
      canScan: () => true,
      scans: {
        onScan(listener) {
          scan = (text) => listener({ text })
          return () => undefined
        },
      },
    },
    terms: TERMS,
    takenBy: () => ok(undefined),
    trust: trusting,
    debts: owedNothing,
    recover: recoverInJavaScript,
    clock,
    onProgress: () => undefined,
    onNotice: () => undefined,
    transfers: watchOn(chain, clock),
    onOffer: ({ offer }) => offers.push(offer),
    onStray: (stray) => strays.push(stray),
    onIdleScan: () => undefined,
  })
  /** The customer sends what the screen asks for, if it asks. */
  const transfer = (): number => {
    const [offer] = offers
    if (offer) chain.transfer({ from: CUSTOMER, to: offer.payee, value: offer.units })
    return offer ? 1 : 0
  }
  return { clock, ledger, reader, desk, transfer, strays, scan: (text: string) => scan(text) }
}

test('cards, codes and transfers in any order and at the same moment: one payment at most, and nobody is left in the field', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 12 }), async (happenings) => {
      const { clock, ledger, reader, desk, scan, transfer, strays } = await till()
      let sent = 0
      const { saleId, request } = must(desk.open(5n))
      const answers = await Promise.all(
        [8, 9].map((key) => must(askWallet(request ?? '', testKey(key))).sign()),
      )
      const led = leadSale(desk, saleId)
      for (const what of happenings) {
        const [kind, detail] = what.split(' ')
        if (what === 'tick') await tick()
        if (what === 'second') await clock.advance(1000)
        if (what === 'transfer') sent += transfer()
        if (kind === 'card') reader.place(detail as CardKind)
        if (what === 'reader fails') reader.fail()
        if (what === 'scan of one wallet') scan(answers[0] ?? '')
        if (what === 'scan of another') scan(answers[1] ?? '')
        if (what === 'scan of goods') scan('4600051000057')
        if (what === 'cancel') desk.close(saleId)
      }
      // Whoever is still waited for comes now.
      await clock.advance(1000)
      scan(answers[0] ?? '')
      await tick()
      const { end, payer } = await led
      desk.close(saleId)
      await clock.advance(2 * POLL_MS)

      const payments = (await ledger.journal.since(0, 100)).flatMap(({ fact }) =>
        fact.type === 'accepted' || fact.type === 'received' ? [fact.payment] : [],
      )
      if (end === 'paid') expect(payments).toHaveLength(1)
      else expect(payments).toEqual([])
      if (end !== 'paid') expect(['CARD_NOT_SUPPORTED', 'SALE_CANCELLED', 'SALE_UNKNOWN']).toContain(end)
      if (end === 'SALE_CANCELLED' || end === 'SALE_UNKNOWN') expect(happenings).toContain('cancel')
      expect(payments.map(({ authorization }) => authorization.from)).toEqual(payer ? [payer] : [])
      // Every transfer is the payment or goes back; none is both, none is nothing.
      expect(strays).toHaveLength(sent - (payer === CUSTOMER ? 1 : 0))
      expect([CUSTOMER, ...[1, 8, 9].map((key) => addressOf(publicKeyOf(testKey(key))))]).toEqual(
        expect.arrayContaining(payments.map(({ authorization }) => authorization.from)),
      )
      for (const card of reader.cards) expect(card.released).toBeGreaterThanOrEqual(card.handedOut)
      await ledger.close()
    }),
    {
      numRuns: 60,
      endOnFailure: true,
      // A transfer that was not needed, and Cancel while the card still signs: told of once.
      examples: [
        [
          [
            'second',
            'card good',
            'transfer',
            'transfer',
            'second',
            'card foreign',
            'second',
            'cancel',
            'card good',
          ],
        ],
      ],
    },
  )
}, 120_000)
