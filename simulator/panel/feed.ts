import type { ServerResponse } from 'node:http'
import type { World } from '../world.ts'
import { chainState, type PanelSnapshot, snapshotOf } from './snapshot.ts'

/** Tells every open page how the world stands, whenever it changes. */
export interface PanelFeed {
  snapshot(): PanelSnapshot
  /** Keeps this answer open as a stream of server-sent events. */
  join(page: ServerResponse): void
  stop(): void
}

const CHAIN_EVERY_MS = 500

export function startFeed(world: World): PanelFeed {
  const pages = new Set<ServerResponse>()
  let chain: PanelSnapshot['chain'] = { block: 0, merchantBalance: '0.00', paid: 0 }
  let signing = false
  let said = ''

  const snapshot = () => snapshotOf(world, { signing, chain })
  const message = () => `data: ${JSON.stringify(snapshot())}\n\n`
  const tell = () => {
    const next = message()
    if (next === said) return
    said = next
    for (const page of pages) page.write(next)
  }

  const stopListening = world.events.on((event) => {
    if (event.kind === 'signing') signing = true
    if (event.kind === 'signed' || event.kind === 'card-removed') signing = false
    tell()
  })
  const timer = setInterval(() => {
    chainState(world).then(
      (state) => {
        chain = state
        tell()
      },
      // The chain has just been stopped with the world.
      () => {},
    )
  }, CHAIN_EVERY_MS)

  return {
    snapshot,
    join(page) {
      pages.add(page)
      page.on('close', () => pages.delete(page))
      page.write(message())
    },
    stop() {
      clearInterval(timer)
      stopListening()
      for (const page of pages) page.end()
    },
  }
}
