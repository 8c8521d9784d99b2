import type { Translated } from '../area.ts'
import type { RISK_EN } from './en.ts'

export const RISK_RU: Translated<typeof RISK_EN, 'ru'> = {
  'why.hours': 'Без сети: {{figure}} ч из {{limit}}.',
  'why.count': 'С этим платежом: {{figure}} из {{limit}} без сети.',
  'why.sum': 'С этим платежом без сети: {{figure}} из {{limit}}.',
  'why.floor': 'Этот платёж: {{figure}} из {{limit}}.',
  'why.cardSum': 'Эта карта: {{figure}} из {{limit}}.',
  'why.cardCount': 'Платежи этой карты без сети: {{figure}} из {{limit}}.',
  'why.row': 'Платежи этой карты подряд: {{figure}} из {{limit}}.',
  'why.left': 'Осталось {{hours}} ч.',
  'override.open': 'Всё равно разрешить',
  'override.title': 'Разрешить оплату этой картой?',
  'override.text': 'Для этой одной продажи лимиты карты не действуют. Почему?',
  'override.known-customer': 'Знаю покупателя',
  'override.checked-otherwise': 'Деньги проверены иначе',
  'override.left-contact': 'Покупатель оставил телефон',
  'exposure.what': 'Без сети: платежей {{count}} из {{maxCount}}, сумма {{sum}} из {{maxSum}}.',
  'exposure.denyList': 'Стоп-листу {{age}}.',
}
