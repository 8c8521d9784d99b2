import { expect, it } from 'vitest'
import { RU } from '#src/errors/words/ru.ts'

it('holds only Russian letters, but for one brand: no Latin look-alikes, no Kazakh ones', () => {
  for (const { what, now } of Object.values(RU))
    expect((what + now).replaceAll('Wi-Fi', '')).not.toMatch(/[a-zәғқңөұүһі]/i)
})
