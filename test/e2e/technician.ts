import { expect, type Locator } from '@playwright/test'
import { TABLES } from '#renderer/i18n/tables.ts'
import type { Page as ServicePage } from '#renderer/screens/service/pages.ts'
import type { Kiosk } from '#simulator/kiosk.ts'
import { journalOf } from '#simulator/kiosk-facts.ts'
import type { SelfTest, ServiceName, ServiceState, StepName } from '#src/ipc/maintenance.ts'
import type { Language } from '#src/language.ts'
import { type Word, wordsIn } from './words.ts'

/** The person who mends it, by what stands on the screens in their language. */
export interface Technician {
  readonly say: (key: Word) => RegExp
  button(key: Word): Locator
  /** Comes to the screen that asks who it is, from whatever the terminal shows. */
  knock(opensBy?: ServiceState['opensBy']): Promise<void>
  /** On the keyboard, wherever a PIN is asked for. */
  typePin(pin: string): Promise<void>
  /** Is inside afterwards. */
  comeIn(pin: string, opensBy?: ServiceState['opensBy']): Promise<void>
  go(page: ServicePage): Promise<void>
  /** A service's line in the overview. */
  row(name: ServiceName): Locator
  /** Steps of the test that runs, each as its name and its time. */
  expectSteps(test: SelfTest, steps: readonly StepName[]): Promise<void>
  /** Closes the test's dialog. */
  close(): Promise<void>
  /** Does it, and waits until the program has ended in order to start anew. */
  restartsAfter(action: () => Promise<void>): Promise<void>
  /** What the journal says was done, and by whom: "self-test timur print". */
  notes(): Promise<string[]>
}

export function technicianAt(kiosk: Kiosk, language: Language): Technician {
  const { app, page } = kiosk
  const table = TABLES[language]
  const say = wordsIn(language)
  const button = (key: Word) => page.getByRole('button', { name: say(key) })
  const navigation = page.getByRole('navigation', { name: say('service.title') })

  async function knock(opensBy: ServiceState['opensBy'] = 'staff'): Promise<void> {
    await page.keyboard.press('Control+Alt+KeyS')
    await expect(page.getByText(say(`service.opensBy.${opensBy}`))).toBeVisible()
  }

  async function typePin(pin: string): Promise<void> {
    await page.keyboard.type(pin)
    await page.keyboard.press('Enter')
  }

  return {
    say,
    button,
    knock,
    typePin,
    async comeIn(pin, opensBy) {
      await knock(opensBy)
      await typePin(pin)
      await expect(navigation).toBeVisible()
    },
    go: (name) => navigation.getByRole('button', { name: say(`service.page.${name}`) }).click(),
    row: (name) =>
      page.getByRole('row').filter({
        has: page.getByRole('rowheader', { name: new RegExp(`^${table[`service.name.${name}`]}`) }),
      }),
    async expectSteps(test, steps) {
      const dialog = page.getByRole('dialog', { name: say(`service.test.${test}`) })
      await expect(dialog.getByText(say('service.testResult.passed'))).toBeVisible()
      const time = table['node.latency'].replace('{{ms}}', '[\\d.,]+')
      await expect(dialog.getByRole('listitem')).toHaveText(
        steps.map((step) => new RegExp(`^${escaped(table[`service.step.${step}`])}.*${time}$`)),
      )
    },
    close: () => button('queue.close').click(),
    async restartsAfter(action) {
      // Started anew it would not be the test's any more: the test starts it.
      const relaunched = app
        .evaluate(
          (electron) =>
            new Promise<void>((resolve) => {
              electron.app.relaunch = () => resolve()
            }),
        )
        .catch((error: unknown) => {
          // Where nothing had to be written it may be gone before its answer is here.
          if (!String(error).includes('Execution context was destroyed')) throw error
        })
      const ended = app.waitForEvent('close')
      // Evaluated one after the other: with this answer the one above waits.
      await app.evaluate(() => undefined)
      await action()
      await relaunched
      await ended
    },
    async notes() {
      return (await journalOf(page)).flatMap(({ fact }) =>
        fact.type === 'noted' ? [[fact.what, fact.by?.id, fact.detail].filter(Boolean).join(' ')] : [],
      )
    },
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^$()|[\]\\{}]/g, '\\$&')
