import type { Translated } from '../area.ts'
import type { STATION_EN } from './en.ts'

export const STATION_KK: Translated<typeof STATION_EN, 'kk'> = {
  'station.tap': 'Картаңызды тақаңыз',
  'station.cap': 'Бүгінгі шек {{cap}}, қалғаны тегін',
  'station.transfer': '{{minutes}} минут ішінде ауысып міну тегін',
  'station.products': 'Билеттер',
  'station.options': 'Оқу және көмек',
  'station.aloud': 'Дауыстап оқу',
  'station.large': 'Ірі мәтін',
  'station.contrast': 'Айқын түс',
  'station.help': 'Көмек',
  'station.back': 'Артқа',
  'station.noVoice': 'Бұл құрылғыда қазақша дауыс жоқ.',
  'station.touch': 'Билет алу үшін экранды түртіңіз',
  'station.perMinute': 'минутына {{n}}',

  'station.go': 'Өтіңіз',
  'station.paid': 'Төленді: {{amount}}',
  'station.capped': 'Тегін: бүгінгі шекке жеттіңіз',
  'station.changed': 'Ауысып міну тегін',
  'station.pass': 'Абонементіңіз жарамды',
  'station.untilCap': 'Бүгін тағы {{amount}}, одан кейін тегін',
  'station.changeUntil': 'Тегін ауысып мінудің соңы: {{when}}',
  'station.passUntil': 'Мерзімінің соңы: {{when}}',
  'station.again': 'Қайта тақаңыз',
  'station.refused': 'Төленбеді',
  'station.owed': 'Қарыз: {{amount}}',

  'station.noPaper': 'Қазір билет басып шығару мүмкін емес',
  'station.noPaperNow': 'Ақша ұсталған жоқ. Жүре беруге болады: картаңызды тақаңыз.',
  'station.topUp_one':
    'Картаңыздағы абонементті {{count}} күнге ұзартады. Абонемент болмаса, жаңасы басталады.',
  'station.topUp_other':
    'Картаңыздағы абонементті {{count}} күнге ұзартады. Абонемент болмаса, жаңасы басталады.',
  'station.printing': 'Билетіңіз басылып жатыр',
  'station.take': 'Билетіңізді алыңыз',
  'station.prolonged': 'Абонементіңіз ұзартылды, мерзімінің соңы: {{when}}',
  'station.begun': 'Бұл картада абонемент болмады: жаңасы қазір басталады.',
  'station.valid': 'Мерзімінің соңы: {{when}}',
  'station.notPrinted': 'Билет басылмады',
  'station.photograph': 'Ол төленді. Мына кодты суретке түсіріп алыңыз: бұл сіздің билетіңіз.',
  'station.noTicket':
    'Төленді, бірақ билет жоқ. {{phone}} нөміріне қоңырау шалып, мына чекті айтыңыз: {{receipt}}.',
  'station.ticketCode': 'Билетіңіздің коды',
  'station.done': 'Дайын',

  'station.still': 'Сіз әлі осындасыз ба?',
  'station.left_one': '{{count}} секундтан кейін басына оралады.',
  'station.left_other': '{{count}} секундтан кейін басына оралады.',
  'station.moreTime': 'Тағы уақыт',
  'station.finish': 'Аяқтау',

  'station.out': 'Жұмыс істемейді',
  'station.out.reader': 'Карта оқығыш істемей тұр.',
  'station.out.clock': 'Құрылғының сағаты қате.',
  'station.out.disk': 'Төлемдерді қазір сақтау мүмкін емес.',
  'station.out.rate': 'Жол ақысын қазір есептеу мүмкін емес.',
  'station.out.other': 'Мұнда бірдеңе дұрыс емес.',
  'station.out.now': 'Басқа құрылғыны пайдаланыңыз. Бұл өзі қайта іске қосылады.',
  'station.since': 'Басталған уақыты: {{when}}',
  'station.call': 'Қоңырау шалыңыз: {{phone}}',

  'station.helpRide': 'Жүру үшін картаны белгі шыққанша оқығышта ұстап тұрыңыз.',
  'station.helpBuy': 'Билет алу үшін оны түртіп, картамен немесе әмиян кодымен төлеңіз.',
  'station.helpCards': 'Мұнда банк картасы мен телефонды тақап төлеуге болмайды.',
  'station.helpCall': 'Басқа сұрақтар бойынша қоңырау шалыңыз: {{phone}}.',
}
