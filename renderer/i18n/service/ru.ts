import type { Translated } from '../area.ts'
import type { SERVICE_EN } from './en.ts'

export const SERVICE_RU: Translated<typeof SERVICE_EN, 'ru'> = {
  'service.title': 'Обслуживание',
}
