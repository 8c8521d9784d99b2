import type { Language } from '#src/language.ts'

export interface PluralForms {
  readonly kk: 'one' | 'other'
  readonly ru: 'one' | 'few' | 'many' | 'other'
  readonly en: 'one' | 'other'
}

/** Texts that change with a number: those that English writes as `…_one` and `…_other`. */
export type CountedOf<English> = keyof English extends infer Key
  ? Key extends `${infer Base}_other`
    ? Base
    : never
  : never

export type PlainOf<English> = Exclude<keyof English & string, `${CountedOf<English>}_${PluralForms['en']}`>

/** The texts of one area in another language: a missing or a needless key does not compile. */
export type Translated<English, L extends Language> = Readonly<
  Record<PlainOf<English> | `${CountedOf<English>}_${PluralForms[L]}`, string>
>
