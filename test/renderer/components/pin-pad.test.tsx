import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { expect, it } from 'vitest'
import { isWholePin, PinPad, pinAfter } from '#renderer/components/pin-pad.tsx'
import { TRANSLATORS } from '#renderer/i18n/setup.ts'

it('takes digits up to eight, takes the last one back, and leaves other keys alone', () => {
  expect(['4', '7', '1', 'Backspace', '2'].reduce((pin, key) => pinAfter(pin, key) ?? pin, '')).toBe('472')
  expect(pinAfter('12345678', '9')).toBe('12345678')
  expect(pinAfter('1234', 'Delete')).toBe('')
  for (const key of ['a', 'Enter', 'Tab', '٣', '12']) expect(pinAfter('1234', key), key).toBeUndefined()
})

it('is whole from four digits on', () => {
  expect([isWholePin('471'), isWholePin('4711')]).toEqual([false, true])
})

it('shows how many digits were typed and never which', () => {
  const nothing = () => undefined
  const markup = renderToStaticMarkup(
    <I18nextProvider i18n={TRANSLATORS.en}>
      <PinPad pin="55555" onPin={nothing} onEnter={nothing} isDisabled={false} />
    </I18nextProvider>,
  )
  expect(markup).toContain('5 digits entered')
  expect(markup.match(/pin__dot--typed/g)).toHaveLength(5)
  expect(markup).not.toContain('55555')
})
