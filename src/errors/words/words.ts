import type { Language } from '../../language.ts'
import type { ErrorCode } from '../codes.ts'
import { EN } from './en.ts'
import { KK } from './kk.ts'
import { RU } from './ru.ts'
import type { ErrorTable, ErrorWords } from './table.ts'

export const ERROR_WORDS: Readonly<Record<Language, ErrorTable>> = { kk: KK, ru: RU, en: EN }

export const errorWords = (code: ErrorCode, language: Language): ErrorWords => ERROR_WORDS[language][code]
