import { setTimeout as pause } from 'node:timers/promises'
import { until } from '#simulator/until.ts'
import type { CrowdProcess } from './crowd-process.ts'
import type { Order } from './messages.ts'
import { type Kind, type Trouble, troubleText } from './plan.ts'
import type { Settlers } from './settlers.ts'
import type { World } from './world.ts'

/** Whoever makes troubles happen in their time. */
export interface Troubles {
  /** Begins what is due when so many payments are promised. */
  sold(payments: number): void
  /** None is left, and none goes on. */
  isOver(): boolean
  /** One goes on just now. */
  isOn(): boolean
}

export interface TroublesParts {
  readonly plan: readonly Trouble[]
  readonly world: Pick<World, 'server' | 'network'>
  readonly settlers: Settlers
  readonly crowds: readonly CrowdProcess[]
  readonly say: (line: string) => void
  readonly onFailure: (why: string) => void
}

type Part = 'broker' | 'settlers' | 'network' | 'terminals'
const PARTS: Readonly<Record<Kind, Part>> = {
  ...{ broker: 'broker', settler: 'settlers', frozen: 'settlers', network: 'network' },
  ...{ power: 'terminals', clocks: 'terminals', repeated: 'terminals' },
  ...{ cursorless: 'terminals', imaged: 'terminals', restored: 'terminals' },
}
const PATIENCE = { timeoutMs: 1_500_000, everyMs: 250 }

/** Troubles of different parts go on at the same time; those of one part come one after the other. */
export function createTroubles(parts: TroublesParts): Troubles {
  const { world, settlers, crowds, say, onFailure } = parts
  const left = [...parts.plan]
  const turns = new Map<Part, Promise<void>>()
  let on = 0

  async function happen(trouble: Trouble): Promise<void> {
    say(`  ${troubleText(trouble)}`)
    switch (trouble.kind) {
      case 'broker':
        await world.server.kill()
        await pause(trouble.seconds * 1000)
        return world.server.start()
      case 'settler':
        await Promise.all(trouble.which.map(settlers.kill))
        await pause(trouble.seconds * 1000)
        return trouble.which.forEach(settlers.start)
      case 'frozen':
        settlers.freeze(trouble.which)
        await pause(trouble.seconds * 1000)
        return settlers.thaw(trouble.which)
      case 'network':
        await world.network[trouble.fault]()
        await pause(trouble.seconds * 1000)
        if (trouble.fault === 'cut') return world.network.restore()
        return world.network.behave()
      case 'power':
        await crowds[trouble.worker]?.losePower()
        break
      default:
        for (const [i, terminal] of trouble.terminals.entries())
          crowds[terminal % crowds.length]?.order(orderOf(trouble, Math.floor(terminal / crowds.length), i))
    }
    await pause(2000)
    const isQuiet = () => crowds.every((crowd) => crowd.standing().ready && crowd.standing().busy === 0)
    await until(`${trouble.kind} is over`, () => isQuiet() || undefined, PATIENCE)
  }

  return {
    sold(payments) {
      while (left[0] && left[0].at <= payments) {
        const [trouble] = left.splice(0, 1)
        if (!trouble) return
        const part = PARTS[trouble.kind]
        on += 1
        const done = (turns.get(part) ?? Promise.resolve()).then(() => happen(trouble))
        const ended = done
          .catch((error: unknown) => onFailure(`${trouble.kind}: ${error}`))
          .then(() => {
            on -= 1
          })
        turns.set(part, ended)
      }
    },
    isOver: () => left.length === 0 && on === 0,
    isOn: () => on > 0,
  }
}

type OfTerminals = Extract<Trouble, { readonly terminals: readonly number[] }>

function orderOf(trouble: OfTerminals, terminal: number, i: number): Order {
  switch (trouble.kind) {
    case 'clocks':
      return { type: 'clock', terminal, skewMs: trouble.skewMs[i] ?? 0 }
    case 'repeated':
      return { type: 'repeat', terminal }
    case 'cursorless':
      return { type: 'cursorless', terminal }
    case 'imaged':
      return { type: 'image', terminal }
    case 'restored':
      return { type: 'restore', terminal }
  }
}
