import { app } from 'electron'
import type { Power } from '../service/power.ts'

/** "Start me again": with it systemd runs the launcher once more, which picks the version (deploy/). */
const START_AGAIN = 75
/** "Switch this computer off": the service has root do it (deploy/). */
const SWITCH_OFF = 79
let status = 0

/** Quitting lets everything be written first (main/index.ts, will-quit). */
export const systemPower: Power = {
  restart() {
    // Under a launcher it is the launcher's turn: it may be another version's.
    if (process.env.TAPSYR_HOME === undefined) app.relaunch()
    else status = START_AGAIN
    app.quit()
  },
  shutDown() {
    // Without a launcher it is somebody's desktop: only the program ends.
    if (process.env.TAPSYR_HOME !== undefined) status = SWITCH_OFF
    app.quit()
  },
}

/** When everything is written: to go with a status, nobody is asked any more. */
export const leave = (): void => (status === 0 ? app.quit() : app.exit(status))
