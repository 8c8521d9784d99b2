import type { Translated } from '../area.ts'
import type { SERVICE_EN } from './en.ts'

export const SERVICE_KK: Translated<typeof SERVICE_EN, 'kk'> = {
  'service.title': 'Қызмет көрсету',
}
