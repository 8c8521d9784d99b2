import { expect, it } from 'vitest'
import { LANGUAGES } from '#src/language.ts'
import { TICKET_WORDS } from '#src/receipt/ticket-words.ts'

it.each(LANGUAGES)('has every word of a ticket in %s, in its own letters', (language) => {
  const { onCard, ...words } = TICKET_WORDS[language]
  const all = [...Object.values(words), onCard('')]
  expect(all.every((word) => word.length > 0 && word.length <= 60)).toBe(true)
  const foreign = language === 'en' ? /[а-яё]/i : /[a-z]/i
  expect(all.filter((word) => foreign.test(word))).toEqual([])
})
