import { EN } from './en.ts'
import { SETUP_EN } from './first-start/en.ts'
import { SETUP_KK } from './first-start/kk.ts'
import { SETUP_RU } from './first-start/ru.ts'
import { HISTORY_EN } from './history/en.ts'
import { HISTORY_KK } from './history/kk.ts'
import { HISTORY_RU } from './history/ru.ts'
import { KK } from './kk.ts'
import { ORDER_EN } from './order/en.ts'
import { ORDER_KK } from './order/kk.ts'
import { ORDER_RU } from './order/ru.ts'
import { RISK_EN } from './risk/en.ts'
import { RISK_KK } from './risk/kk.ts'
import { RISK_RU } from './risk/ru.ts'
import { RU } from './ru.ts'
import { SERVICE_EN } from './service/en.ts'
import { SERVICE_KK } from './service/kk.ts'
import { SERVICE_RU } from './service/ru.ts'
import { STAFF_EN } from './staff/en.ts'
import { STAFF_KK } from './staff/kk.ts'
import { STAFF_RU } from './staff/ru.ts'
import { STATION_EN } from './station/en.ts'
import { STATION_KK } from './station/kk.ts'
import { STATION_RU } from './station/ru.ts'

/** Every text of the screens, all areas together, one table per language. */
export const TABLES = {
  kk: {
    ...KK,
    ...HISTORY_KK,
    ...STAFF_KK,
    ...ORDER_KK,
    ...SERVICE_KK,
    ...SETUP_KK,
    ...STATION_KK,
    ...RISK_KK,
  },
  ru: {
    ...RU,
    ...HISTORY_RU,
    ...STAFF_RU,
    ...ORDER_RU,
    ...SERVICE_RU,
    ...SETUP_RU,
    ...STATION_RU,
    ...RISK_RU,
  },
  en: {
    ...EN,
    ...HISTORY_EN,
    ...STAFF_EN,
    ...ORDER_EN,
    ...SERVICE_EN,
    ...SETUP_EN,
    ...STATION_EN,
    ...RISK_EN,
  },
} as const
