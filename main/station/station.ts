import type { StationConfig } from '#src/config/station.ts'
import type { StationInfo, Ticket } from '#src/ipc/station.ts'
import type { Order } from '#src/order/order.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { lastPass } from '#src/station/pass.ts'
import { isPass } from '#src/station/product.ts'
import type { BoughtTicket } from '#src/station/ride.ts'
import { validityOf } from '#src/station/validity.ts'
import type { TicketFor } from '../sale/sale.ts'
import { createGate, type Gate, type RideDeps } from './ride.ts'
import { createTicketOffice, type TicketDeps } from './ticket.ts'

/** A station: its gate, its tickets, and what it says of itself. */
export interface Station {
  readonly info: StationInfo
  readonly gate: Gate
  /** What a sale of this product buys; the order must be at its price. */
  sell(product: string, order: Order | undefined): Result<TicketFor, 'ORDER_INVALID'>
  printTicket(receipt: string): Promise<Result<Ticket>>
  stop(): void
}

export interface StationParts extends RideDeps, Omit<TicketDeps, 'station' | 'ledger'> {
  readonly ledger: RideDeps['ledger'] & TicketDeps['ledger']
  readonly config: StationConfig
}

export function createStation(parts: StationParts): Station {
  const { config, terms, ledger } = parts
  const gate = createGate(parts)
  return {
    info: infoOf(config, parts),
    gate,
    printTicket: createTicketOffice({ ...parts, station: config }),
    sell(id, order) {
      const product = terms.products.find((each) => each.id === id)
      if (!product) return fail('ORDER_INVALID', `no product ${id}`)
      if (order?.total !== product.price) return fail('ORDER_INVALID', `not at the price of ${id}`)
      return ok((payer, at): BoughtTicket => {
        const { kind } = product
        const held = isPass(kind) ? lastPass(ledger.riders.of(payer).passes, at) : null
        const span = validityOf(product, { at, passUntil: held?.until ?? null, day: terms.rules.day })
        const prolongs = kind === 'pass-top-up' && held ? { prolongs: true as const } : {}
        return { product: id, kind, ...span, ...prolongs }
      })
    },
    stop() {
      gate.stop()
    },
  }
}

/** Where there is no station there are no products. */
export const sellProduct = (station: Station | null, product: string, order: Order | undefined) =>
  station ? station.sell(product, order) : fail('ORDER_INVALID', 'it sells no products')

function infoOf(config: StationConfig, { terms }: Pick<StationParts, 'terms'>): StationInfo {
  const { name, readerAt, validator, phone, idleSeconds, giveUpSeconds } = config
  const { currency, rules, products } = terms
  return {
    ...{ name, currency, products, readerAt, validator, phone, idleSeconds, giveUpSeconds },
    fare: rules.fare,
    cap: rules.cap,
    transferMinutes: rules.transferMinutes,
  }
}
