import { expect, it } from 'vitest'
import { KK } from '#src/errors/words/kk.ts'
import { RU } from '#src/errors/words/ru.ts'

const LATIN_NAMES = /Wi-Fi|QR|USB|HID|PC\/SC|udev|libudev1|libpcsclite1|pcscd/g

it('holds only Cyrillic letters, but for the names that have no other: the Kazakh і is not a Latin i', () => {
  for (const { what, now } of Object.values(KK))
    expect((what + now).replaceAll(LATIN_NAMES, '')).not.toMatch(/[a-z]/i)
})

it('says nothing in Russian', () => {
  const russian = new Set(Object.values(RU).flatMap(({ what, now }) => [what, now]))
  for (const { what, now } of Object.values(KK)) {
    expect(russian).not.toContain(what)
    expect(russian).not.toContain(now)
    expect(what + now).toMatch(/[әғқңөұүһі]/i)
  }
})
