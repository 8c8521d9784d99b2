import { EN } from './en.ts'
import { KK } from './kk.ts'
import { RU } from './ru.ts'
import { SERVICE_EN } from './service/en.ts'
import { SERVICE_KK } from './service/kk.ts'
import { SERVICE_RU } from './service/ru.ts'

/** Every text of the screens, all areas together, one table per language. */
export const TABLES = {
  kk: { ...KK, ...SERVICE_KK },
  ru: { ...RU, ...SERVICE_RU },
  en: { ...EN, ...SERVICE_EN },
} as const
