import { app } from 'electron'
import type { Power } from '../service/power.ts'

/** Quitting lets everything be written first (main/index.ts, will-quit). */
export const systemPower: Power = {
  restart() {
    app.relaunch()
    app.quit()
  },
  shutDown: () => app.quit(),
}
