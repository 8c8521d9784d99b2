import { TABLES } from '#renderer/i18n/tables.ts'
import type { Language } from '#src/language.ts'

type Table = (typeof TABLES)[Language]
export type Word = keyof Table

/** Finds what stands on the screen in a language, whatever is in the gaps of a text. */
export const wordsIn =
  (language: Language) =>
  (key: Word): RegExp =>
    new RegExp(`^${escaped(TABLES[language][key]).replace(/\\\{\\\{\w+\\\}\\\}/g, '.+')}$`)

const escaped = (text: string): string => text.replace(/[.*+?^$()|[\]\\{}]/g, '\\$&')
