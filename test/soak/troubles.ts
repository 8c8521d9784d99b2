import type { Dice } from '../chaos/kiosk/dice.ts'
import type { Faults } from '../chaos/kiosk/faults.ts'
import type { FaultName } from '../chaos/kiosk/plan.ts'
import type { Stage } from '../chaos/kiosk/stage.ts'

/** What happens at a counter in a day. None of these ends the program. */
const TROUBLES: readonly [FaultName, ...FaultName[]] = [
  ...(['cut', 'cut', 'slow', 'hang', 'rpc-errors'] as const),
  ...(['reader-unplugged', 'reader-unplugged', 'printer-unplugged', 'printer-unplugged'] as const),
  ...(['printer-off', 'paper-out', 'cover-open'] as const),
]
/** In so many of a hundred sales something begins; and the page is loaded anew. */
const TROUBLE_PERCENT = 12
const RELOAD_PERCENT = 2
const LONGEST_SALES = 6

export interface Troubles {
  /** Before a sale: begins and ends what the dice say. */
  turn(): Promise<void>
  readonly reloads: number
}

export function createTroubles(dice: Dice, faults: Faults, stage: Stage): Troubles {
  const lasting = new Map<FaultName, number>()
  let reloads = 0
  return {
    get reloads() {
      return reloads
    },
    async turn() {
      for (const [name, left] of [...lasting]) {
        lasting.set(name, left - 1)
        if (left > 1) continue
        lasting.delete(name)
        await faults.end(name)
      }
      if (dice.percent(TROUBLE_PERCENT)) {
        const name = dice.pick(TROUBLES)
        const sales = 1 + dice.below(LONGEST_SALES)
        if (!lasting.has(name)) await faults.begin(name, dice.below(10))
        lasting.set(name, sales)
      }
      if (dice.percent(RELOAD_PERCENT)) {
        reloads += 1
        await reload(stage)
      }
    },
  }
}

const reload = ({ kiosk }: Stage): Promise<void> =>
  kiosk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload())
