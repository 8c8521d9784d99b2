import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Burst, nextPress, noBurst, type Press } from '#renderer/scanner/wedge.ts'
import { USDC_ON_BASE } from '../../vectors/qr.ts'

const ANSWER = USDC_ON_BASE.answerText

/** A keyboard of the United States: letter → key, and whether it needs Shift. */
const KEYS: Readonly<Record<string, readonly [code: string, shift: boolean]>> = {
  ' ': ['Space', false],
  '-': ['Minus', false],
  '.': ['Period', false],
  '/': ['Slash', false],
  ':': ['Semicolon', true],
  $: ['Digit4', true],
  '%': ['Digit5', true],
  '*': ['Digit8', true],
  '+': ['Equal', true],
}
/** What the same keys give under the Russian layout. */
const RUSSIAN: Readonly<Record<string, string>> = {
  T: 'Е',
  P: 'З',
  A: 'Ф',
  ':': 'Ж',
  '.': 'ю',
  '/': '.',
  $: ';',
}

const keyOf = (letter: string): readonly [string, boolean] =>
  KEYS[letter] ?? (/\d/.test(letter) ? [`Digit${letter}`, false] : [`Key${letter}`, true])

interface Typing {
  readonly gapMs?: number
  /** What the system's layout makes of a letter. */
  readonly layout?: (letter: string) => string
}

/** A scanner's keys: Shift where it belongs, the letters, Enter. */
function typed(text: string, { gapMs = 4, layout = (letter) => letter }: Typing = {}): Press[] {
  const press = (key: string, code: string, shift: boolean) => ({ key, code, shift })
  const presses = [...text].flatMap((letter) => {
    const [code, shift] = keyOf(letter)
    const letterPress = () => press(layout(letter), code, shift)
    return shift ? [press('Shift', 'ShiftLeft', true), letterPress()] : [letterPress()]
  })
  const all = [...presses, press('Enter', 'Enter', false)]
  return all.map((each, i) => ({ ...each, at: 1000 + i * gapMs }))
}

function hear(presses: readonly Press[]) {
  let burst: Burst = noBurst
  const texts: string[] = []
  const left: string[] = []
  for (const press of presses) {
    const heard = nextPress(burst, press)
    burst = heard.burst
    if (heard.text !== undefined) texts.push(heard.text)
    if (!heard.isTaken) left.push(press.key)
  }
  return { texts, left: left.filter((key) => key !== 'Shift') }
}

describe('a scanner that types', () => {
  it('is heard, and nothing behind the prefix reaches the screen, the Enter included', () => {
    expect(hear(typed(ANSWER))).toEqual({ texts: [ANSWER], left: ['T', 'P', 'A', ':'] })
  })

  it.each([1, 20, 50])('is heard when it leaves %i ms between two keys', (gapMs) => {
    expect(hear(typed(ANSWER, { gapMs })).texts).toEqual([ANSWER])
  })

  it('is heard under a Russian or Kazakh layout, which gives other letters for its keys', () => {
    expect(hear(typed(ANSWER, { layout: (letter) => RUSSIAN[letter] ?? letter })).texts).toEqual([ANSWER])
    expect(hear(typed(ANSWER, { layout: () => 'қ' })).texts).toEqual([ANSWER])
  })

  it('is heard with Caps Lock on', () => {
    expect(hear(typed(ANSWER, { layout: (letter) => letter.toLowerCase() })).texts).toEqual([ANSWER])
  })

  it('is heard when it is set to the layout of the system, whatever the keys are', () => {
    const presses = typed(ANSWER).map((press) => ({ ...press, code: press.key === 'Enter' ? 'Enter' : '' }))
    expect(hear(presses).texts).toEqual([ANSWER])
  })

  it('is heard twice when it reads twice', () => {
    const later = typed(ANSWER).map((press) => ({ ...press, at: press.at + 60_000 }))
    expect(hear([...typed(ANSWER), ...later]).texts).toEqual([ANSWER, ANSWER])
  })
})

describe('what is left alone', () => {
  it('is what a person types, even if it is our prefix', () => {
    const presses = typed(ANSWER, { gapMs: 120 })
    expect(hear(presses)).toEqual({ texts: [], left: [...ANSWER, 'Enter'] })
  })

  it('is every other code, with its Enter', () => {
    for (const code of ['4600051000057', 'HTTPS://EXAMPLE.KZ', 'TPQ:7$H', 'XTPA:1'])
      expect(hear(typed(code))).toEqual({ texts: [], left: [...code, 'Enter'] })
  })

  it('is an Enter that comes long after a code that was broken off', () => {
    const broken = typed('TPA:0123').slice(0, -1)
    const enter: Press = { key: 'Enter', code: 'Enter', shift: false, at: 60_000 }
    expect(hear([...broken, enter])).toEqual({ texts: [], left: ['T', 'P', 'A', ':', 'Enter'] })
  })

  it('is Escape, and every key that types nothing', () => {
    const at = 1000
    for (const key of ['Escape', 'Tab', 'F5', 'ArrowLeft', 'Shift'])
      expect(nextPress(noBurst, { key, code: key, shift: false, at })).toMatchObject({ isTaken: false })
  })

  it('is a code without end, as soon as it is longer than any answer', () => {
    const { texts } = hear(typed(`TPA:${'0'.repeat(5000)}`))
    expect(texts).toEqual([])
  })

  it('is whatever has no fast prefix, in any mixture', () => {
    const press = fc.record({
      key: fc.constantFrom('T', 'P', 'A', ':', '1', ' ', 'Enter', 'Shift', 'Escape', 'ы'),
      code: fc.constant(''),
      shift: fc.boolean(),
      gap: fc.integer({ min: 0, max: 200 }),
    })
    fc.assert(
      fc.property(fc.array(press, { maxLength: 60 }), (keys) => {
        const presses = keys.map(({ gap: _, ...rest }, i) => ({
          ...rest,
          at: keys.slice(0, i + 1).reduce((sum, { gap }) => sum + gap, 0),
        }))
        const hasFastPrefix = presses.some((first, i) => {
          const letters = presses.slice(i).filter(({ key }) => key !== 'Shift' && key !== 'Escape')
          const four = letters.slice(0, 4)
          return (
            four.map(({ key }) => key).join('') === 'TPA:' &&
            four.every((p, n) => n === 0 || p.at - (four[n - 1]?.at ?? first.at) <= 80)
          )
        })
        if (!hasFastPrefix) expect(hear(presses).texts).toEqual([])
      }),
    )
  })
})
