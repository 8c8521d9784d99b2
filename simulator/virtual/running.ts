/** A virtual device while it lives. */
export interface Running {
  /** Resolves when it ends by itself, with the reason. */
  readonly ended: Promise<string>
  stop(): Promise<void>
}

/** What a device does with the person at the keyboard. */
export interface Console {
  /** Prints one line. */
  say(line: string): void
  /** Calls back each time Enter is pressed. */
  onEnter(listener: () => void): void
}

/** A device that cannot be started, for a reason that its message explains in full. */
export class CannotStart extends Error {}
