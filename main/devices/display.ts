import type { CustomerDisplay } from '#src/device/display.ts'
import type { DisplayContent } from '#src/display/content.ts'
import { type DisplayTerms, displayLines } from '#src/display/lines.ts'
import type { DeviceState } from '#src/ipc/contract.ts'
import type { Clock } from '#src/time/clock.ts'
import { type Attach, supervise } from './supervisor.ts'

/** The display that faces the customer, whether or not it is plugged in at the moment. */
export interface DisplayService {
  /** Stands until the next call, also on a display that is plugged in later. */
  show(content: DisplayContent): void
  state(): DeviceState
  stop(): Promise<void>
}

interface DisplayParts {
  readonly attach: Attach<CustomerDisplay>
  readonly terms: DisplayTerms
  readonly clock: Clock
  readonly onState: (state: DeviceState) => void
  readonly log: (message: string) => void
}

export function createDisplayService(parts: DisplayParts): DisplayService {
  let content: DisplayContent = { kind: 'idle' }

  /** Other content may come while this is on its way. */
  async function catchUp(display: CustomerDisplay): Promise<void> {
    let shown: DisplayContent | undefined
    while (content !== shown) {
      shown = content
      await display.show(displayLines(shown, parts.terms))
    }
  }

  const supervised = supervise<CustomerDisplay>({
    ...parts,
    absent: { kind: 'fault', code: 'DISPLAY_ABSENT' },
    async attach() {
      const attached = await parts.attach()
      if (attached.ok) await catchUp(attached.value.device)
      return attached
    },
  })
  return {
    show(next) {
      content = next
      // That the wire is gone is the supervisor's to say.
      void supervised.current()?.show(displayLines(next, parts.terms))
    },
    state: supervised.state,
    stop: supervised.stop,
  }
}

/** A terminal without a display for the customer. */
export const NO_DISPLAY: DisplayService = {
  show: () => undefined,
  state: () => ({ kind: 'unused' }),
  stop: async () => undefined,
}
