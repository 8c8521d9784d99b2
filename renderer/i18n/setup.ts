import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '#src/language.ts'
import type { TextKey } from './table.ts'
import { TABLES } from './tables.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Record<TextKey, string> }
    keySeparator: false
    nsSeparator: false
  }
}

/**
 * One translator per language, made once: a change of language is another translator, at once and
 * without a half-translated moment. None falls back to another language.
 */
function makeTranslator(language: Language): i18n {
  const translator = createInstance()
  translator.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: TABLES[language] } },
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false }, // React escapes
    react: { useSuspense: false },
  })
  return translator
}

export const TRANSLATORS: Readonly<Record<Language, i18n>> = {
  kk: makeTranslator('kk'),
  ru: makeTranslator('ru'),
  en: makeTranslator('en'),
}
