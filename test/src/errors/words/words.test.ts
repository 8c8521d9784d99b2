import { describe, expect, it } from 'vitest'
import { ERROR_CODES } from '#src/errors/codes.ts'
import { ERROR_WORDS, errorWords } from '#src/errors/words/words.ts'
import { LANGUAGES } from '#src/language.ts'

describe.each(LANGUAGES)('the words for failures in %s', (language) => {
  const table = ERROR_WORDS[language]

  it('are there for every code, in the order of the codes, and for nothing else', () => {
    expect(Object.keys(table)).toEqual([...ERROR_CODES])
  })

  it.each(ERROR_CODES)('say of %s what happened and what to do now, in whole sentences', (code) => {
    const { what, now } = errorWords(code, language)
    for (const sentence of [what, now]) {
      expect(sentence).toMatch(/^\p{Lu}.*\.$/u)
      expect(sentence.length).toBeLessThanOrEqual(80)
    }
  })

  it('never show a code, shout or apologise', () => {
    const all = Object.values(table)
      .map(({ what, now }) => `${what} ${now}`)
      .join('\n')
    expect(all).not.toMatch(/[A-Z]+_[A-Z]+|!|oops|sorry|transaction|транзакци|извините|кешіріңіз/i)
  })
})
