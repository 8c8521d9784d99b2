import type { Clock } from '#src/time/clock.ts'

/** Whether entries are going to the fleet, and whether they may. */
export interface Pace {
  /** Somebody is about to take a payment back that has not left yet. */
  isPaused(): boolean
  /** Returns the function that ends the pause. */
  hold(): () => void
  /** The fleet took something, or has all there is. */
  moved(): void
  took(at: number): void
  /** It moved a moment ago. */
  isMoving(): boolean
  takenAt(): number | null
}

/** A fleet that is silent for longer is not waited for. */
const PATIENCE_MS = 15_000

export function createPace(clock: Clock): Pace {
  let holds = 0
  let movedAt: number | undefined
  let takenAt: number | null = null
  return {
    isPaused: () => holds > 0,
    hold() {
      holds += 1
      return () => {
        holds -= 1
      }
    },
    moved() {
      movedAt = clock.now()
    },
    took(at) {
      takenAt = at
    },
    isMoving: () => movedAt !== undefined && Math.abs(clock.now() - movedAt) < PATIENCE_MS,
    takenAt: () => takenAt,
  }
}
