import { useEffect } from 'react'
import type { Comfort } from '#src/station-screen/kiosk.ts'

/** Between these hours a bright screen would blind people on a platform. */
const NIGHT = { from: 19, to: 7 }

export const isNight = (hour: number): boolean => hour >= NIGHT.from || hour < NIGHT.to

/** Sets the look of the whole page, dialogs included, and leaves it as it was. */
export function useLook({ large, contrast }: Comfort, now: number): void {
  const night = isNight(new Date(now).getHours())
  useEffect(() => {
    const { classList } = document.documentElement
    classList.toggle('is-night', night)
    classList.toggle('is-large', large)
    classList.toggle('is-contrast', contrast)
    return () => classList.remove('is-night', 'is-large', 'is-contrast')
  }, [night, large, contrast])
}
