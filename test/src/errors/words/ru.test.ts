import { expect, it } from 'vitest'
import { RU } from '#src/errors/words/ru.ts'

const LATIN_NAMES = /Wi-Fi|QR|USB|HID|PC\/SC|udev|libudev1|libpcsclite1|pcscd/g

it('holds only Russian letters, but for the names that have no other: no Latin look-alikes, no Kazakh ones', () => {
  for (const { what, now } of Object.values(RU))
    expect((what + now).replaceAll(LATIN_NAMES, '')).not.toMatch(/[a-zәғқңөұүһі]/i)
})
