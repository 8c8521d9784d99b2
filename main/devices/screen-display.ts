import type { DisplayContent } from '#src/display/content.ts'
import type { DisplayTerms } from '#src/display/lines.ts'
import type { DeviceState } from '#src/ipc/contract.ts'
import type { Clock } from '#src/time/clock.ts'
import type { Area } from '../windows/choose-display.ts'
import type { CustomerWindow, OpenCustomerWindow } from '../windows/customer-window.ts'
import type { DisplayService } from './display.ts'

/** What the window system has for the customer. */
export interface SecondScreen {
  /** Tells where the window belongs, now and after every change; null: there is no display for it. */
  readonly watch: (listener: (area: Area | null) => void) => () => void
  readonly open: OpenCustomerWindow
}

interface ScreenDisplayParts extends SecondScreen {
  readonly terms: DisplayTerms
  readonly clock: Clock
  readonly onState: (state: DeviceState) => void
  readonly log: (message: string) => void
}

/** A window that was closed by somebody else is opened again after this. */
const REOPEN_MS = 1000
const ABSENT: DeviceState = { kind: 'fault', code: 'DISPLAY_ABSENT' }

interface Opened {
  readonly window: CustomerWindow
  readonly area: Area
}

/** The second screen: a window on it for as long as it is plugged in. */
export function createScreenDisplay(parts: ScreenDisplayParts): DisplayService {
  const { terms, clock, log } = parts
  let content: DisplayContent = { kind: 'idle' }
  let state: DeviceState = { kind: 'connecting' }
  let opened: Opened | undefined
  let cancelReopening = () => {}

  function report(next: DeviceState): void {
    if (JSON.stringify(next) === JSON.stringify(state)) return
    state = next
    parts.onState(state)
  }

  const tell = () => opened?.window.show({ ...terms, content })

  function open(area: Area): void {
    report({ kind: 'connecting' })
    const window = parts.open({
      area,
      onLoaded() {
        log(`customer's screen: shown at ${area.x},${area.y}, ${area.width}×${area.height}`)
        tell()
        report({ kind: 'ready' })
      },
      onLost: () => report({ kind: 'connecting' }),
      onClosed() {
        log("customer's screen: somebody closed it")
        opened = undefined
        report({ kind: 'connecting' })
        cancelReopening = clock.after(REOPEN_MS, () => open(area))
      },
    })
    opened = { window, area }
  }

  function close(): void {
    cancelReopening()
    opened?.window.close()
    opened = undefined
  }

  function place(area: Area | null): void {
    if (area === null) {
      if (opened) log("customer's screen: gone")
      close()
      report(ABSENT)
    } else if (!opened) {
      cancelReopening()
      open(area)
    } else if (!isSame(opened.area, area)) {
      opened.window.move(area)
      opened = { ...opened, area }
    }
  }

  const unwatch = parts.watch(place)
  return {
    show(next) {
      content = next
      tell()
    },
    state: () => state,
    async stop() {
      unwatch()
      close()
    },
  }
}

const isSame = (a: Area, b: Area): boolean =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height
