import { LANGUAGES, type Language } from '#src/language.ts'

/** `digits`: figures and signs, the same in every language. */
export type Layout = Language | 'digits'

/**
 * Three rows of letters, for fingers and not for ten of them: the Kazakh letters stand at the ends of the
 * Russian rows, so that no row of figures has to make room for them.
 */
export const LAYOUTS: Readonly<Record<Layout, readonly string[]>> = {
  kk: ['йцукенгшщзхъәі', 'фывапролджэғқң', 'ячсмитьбюёөұүһ'],
  ru: ['йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбюё'],
  en: ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'],
  digits: ['1234567890', '-/.,%№+()', ':;"«»&#*'],
}

/** The language whose letters come after these. */
export const layoutAfter = (language: Language): Language =>
  LANGUAGES[(LANGUAGES.indexOf(language) + 1) % LANGUAGES.length] ?? language

export interface Written {
  readonly text: string
  /** What is marked; a caret is a mark of nothing. */
  readonly start: number
  readonly end: number
}

export type TypedKey = { readonly letter: string } | 'delete'

/** The field after a key: what was marked gives way, and the caret stands behind what was typed. */
export function afterKey({ text, start, end }: Written, key: TypedKey): Written {
  const isMarked = end > start
  const from = key === 'delete' && !isMarked ? start - lastLetter(text.slice(0, start)) : start
  const letter = key === 'delete' ? '' : key.letter
  const caret = from + letter.length
  return { text: text.slice(0, from) + letter + text.slice(end), start: caret, end: caret }
}

/** A letter may be two code units long. */
const lastLetter = (text: string): number => Array.from(text).at(-1)?.length ?? 0
