import { z } from 'zod'
import { formatAmount } from '#src/money/amount.ts'
import { shortAddress } from '#src/payment/address.ts'
import { CARD_NAMES } from '../cards.ts'
import type { World } from '../world.ts'

/** Everything the panel shows. */
export interface PanelSnapshot {
  readonly cards: readonly {
    readonly name: string
    readonly note: string
    readonly address: string | null
    readonly onReader: boolean
  }[]
  readonly signing: boolean
  readonly networkUp: boolean
  readonly paperOut: boolean
  readonly coverOpen: boolean
  /** How many have been printed; each is at receipts/N.png, from 0. */
  readonly receipts: number
  readonly chain: {
    readonly block: number
    readonly merchantBalance: string
    readonly paid: number
  }
}

export interface PanelMoment {
  readonly signing: boolean
  readonly chain: PanelSnapshot['chain']
}

export function snapshotOf(world: World, { signing, chain }: PanelMoment): PanelSnapshot {
  return {
    cards: [...world.cards.values()].map(({ name, note, address }) => ({
      name,
      note,
      address: address && shortAddress(address),
      onReader: world.cardOnReader === name,
    })),
    signing,
    networkUp: world.network.isUp,
    paperOut: world.printer.paper === 'out',
    coverOpen: world.printer.coverOpen,
    receipts: world.printer.receipts.length,
    chain,
  }
}

const USDC = { symbol: 'USDC', decimals: 6 }

/** Asks the chain itself, past the gate: the panel sees what the terminal, cut off, cannot. */
export async function chainState(world: World): Promise<PanelSnapshot['chain']> {
  const [block, units, paid] = await Promise.all([
    world.chain.blockNumber(),
    world.merchantBalance(),
    world.paidOnChain(),
  ])
  return { block, merchantBalance: formatAmount({ units, asset: USDC }, 'en'), paid: paid.length }
}

/** What a press of a button asks for. */
export const actionSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('tap'), card: z.enum(CARD_NAMES) }),
  z.strictObject({ do: z.literal('remove') }),
  z.strictObject({ do: z.literal('network'), up: z.boolean() }),
  z.strictObject({ do: z.literal('paper'), out: z.boolean() }),
  z.strictObject({ do: z.literal('cover'), open: z.boolean() }),
])
export type PanelAction = z.output<typeof actionSchema>

export async function act(world: World, action: PanelAction): Promise<void> {
  switch (action.do) {
    case 'tap':
      return world.tap(action.card)
    case 'remove':
      return world.remove()
    case 'network':
      return action.up ? world.network.restore() : world.network.cut()
    case 'paper':
      return world.printer.setPaper(action.out ? 'out' : 'ok')
    case 'cover':
      return world.printer.setCover(action.open)
  }
}
