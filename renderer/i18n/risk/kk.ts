import type { Translated } from '../area.ts'
import type { RISK_EN } from './en.ts'

export const RISK_KK: Translated<typeof RISK_EN, 'kk'> = {
  'why.hours': 'Желісіз: {{figure}} / {{limit}} сағат.',
  'why.count': 'Осымен бірге желісіз төлем: {{figure}} / {{limit}}.',
  'why.sum': 'Осымен бірге желісіз сома: {{figure}} / {{limit}}.',
  'why.floor': 'Бұл төлем: {{figure}} / {{limit}}.',
  'why.cardSum': 'Бұл карта: {{figure}} / {{limit}}.',
  'why.cardCount': 'Бұл картаның желісіз төлемі: {{figure}} / {{limit}}.',
  'why.row': 'Бұл картаның қатарынан төлемі: {{figure}} / {{limit}}.',
  'why.left': '{{hours}} сағат қалды.',
  'exposure.what': 'Желісіз: {{count}} / {{maxCount}} төлем, {{sum}} / {{maxSum}}.',
  'exposure.denyList': 'Тыйым тізімі {{age}} бұрын жасалған.',
}
