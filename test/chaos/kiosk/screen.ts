import { setTimeout as pause } from 'node:timers/promises'
import type { Kiosk } from '#simulator/kiosk.ts'

/** What a cashier sees. */
export interface Look {
  readonly screen: 'counter' | 'tap' | 'paid' | 'declined' | 'other'
  readonly heading: string
  /** The receipt number, where one stands on the screen. */
  readonly receipt: string | null
  /** Why a sale was declined. */
  readonly code: string | null
  /** Names of the buttons that can be pressed. */
  readonly buttons: readonly string[]
}

/**
 * The window, seen and touched through main: Playwright gives up a page whose process was killed,
 * the window does not. Everything answers undefined when the page does not.
 */
export interface Screen {
  look(): Promise<Look | undefined>
  /** Presses the button of that name; false when there is none. */
  press(name: string): Promise<boolean | undefined>
  /** Presses keys of the keypad, one after the other. */
  type(digits: string): Promise<boolean | undefined>
  /** The highest receipt number in the journal, by main's own counters. */
  lastReceipt(): Promise<number | undefined>
}

/** A page that is being loaded anew leaves questions unanswered for ever. */
const LOOK_MS = 400
const ACT_MS = 5_000

export function screenOf({ app }: Pick<Kiosk, 'app'>): Screen {
  /** `ask` runs in the page, so it must need nothing from outside itself, nor name a function. */
  async function inPage<A extends string | null, R>(
    ask: (argument: A) => R | Promise<R>,
    argument: A,
    limitMs: number,
  ): Promise<R | undefined> {
    const asked = app.evaluate(
      ({ BrowserWindow }, program) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(program),
      `(${ask})(${JSON.stringify(argument)})`,
    )
    const answered: Promise<R | undefined> = asked.catch(() => undefined)
    const late = new AbortController()
    const given = await Promise.race([
      answered,
      pause(limitMs, undefined, { signal: late.signal }).catch(() => undefined),
    ])
    late.abort()
    return given
  }

  return {
    look: () => inPage(lookAround, null, LOOK_MS),
    press: (name) => inPage(pressButton, name, ACT_MS),
    type: (digits) => inPage(pressKeys, digits, ACT_MS),
    lastReceipt: () => inPage(askLastReceipt, null, ACT_MS),
  }
}

// The following run in the page.

const lookAround = (_: null): Look => ({
  screen: document.querySelector('[role=group][aria-label=Keypad]')
    ? 'counter'
    : document.querySelector('.said[role=status][aria-label^=Paid]')
      ? 'paid'
      : document.querySelector('.said[role=alert]')
        ? 'declined'
        : document.querySelector('[role=progressbar], main.tap')
          ? 'tap'
          : 'other',
  heading: document.querySelector('h1')?.textContent ?? '',
  receipt: /\d{3}-\d{6,}/.exec(document.querySelector('main')?.textContent ?? '')?.[0] ?? null,
  code: document.querySelector('.said[role=alert] code')?.textContent ?? null,
  buttons: Array.from(document.querySelectorAll('button:not(:disabled)'), (button) =>
    String(button.getAttribute('aria-label') ?? button.textContent).replace(/\s/g, ' '),
  ),
})

const pressButton = (name: string): boolean =>
  Array.from(document.querySelectorAll<HTMLButtonElement>('button:not(:disabled)'))
    .filter(
      (button) =>
        // A sum is held together by spaces that do not break.
        String(button.getAttribute('aria-label') ?? button.textContent).replace(/\s/g, ' ') === name,
    )
    .slice(0, 1)
    .map((button) => button.click()).length > 0

const pressKeys = async (digits: string): Promise<boolean> => {
  for (const digit of digits) {
    for (const key of Array.from(
      document.querySelectorAll<HTMLButtonElement>('[role=group][aria-label=Keypad] button'),
    ))
      if (key.textContent === digit) key.click()
    // The next digit is typed onto what this one has made of the amount.
    await new Promise((resolve) => setTimeout(resolve))
  }
  return true
}

const askLastReceipt = async (_: null): Promise<number | undefined> => {
  const info = await window.tapsyr.call('terminal/start', undefined)
  return info.ok ? info.value.journal.summary.lastReceiptNumber : undefined
}
