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
  'override.open': 'Бәрібір рұқсат беру',
  'override.title': 'Бұл картамен төлеуге рұқсат па?',
  'override.text': 'Тек осы сатуға картаның шектері қолданылмайды. Себебі:',
  'override.known-customer': 'Сатып алушыны танимын',
  'override.checked-otherwise': 'Ақшасы басқа жолмен тексерілді',
  'override.left-contact': 'Телефон нөмірін қалдырды',
  'exposure.what': 'Желісіз: {{count}} / {{maxCount}} төлем, {{sum}} / {{maxSum}}.',
  'exposure.denyList': 'Тыйым тізімі {{age}} бұрын жасалған.',
}
