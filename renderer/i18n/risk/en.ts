export const RISK_EN = {
  'why.hours': '{{figure}} of {{limit}} hours offline.',
  'why.count': 'With this one: {{figure}} of {{limit}} offline payments.',
  'why.sum': 'With this one: {{figure}} of {{limit}} offline.',
  'why.floor': 'This payment: {{figure}} of {{limit}}.',
  'why.cardSum': 'This card: {{figure}} of {{limit}}.',
  'why.cardCount': 'This card: {{figure}} of {{limit}} offline payments.',
  'why.row': 'This card: {{figure}} of {{limit}} payments in a row.',
  'why.left': '{{hours}} h left.',
  'exposure.what': 'Offline: {{count}} of {{maxCount}} payments, {{sum}} of {{maxSum}}.',
  'exposure.denyList': 'Deny list: {{age}} old.',
} as const
