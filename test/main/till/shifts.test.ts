import { describe, expect, it, onTestFinished } from 'vitest'
import { fail, ok } from '#src/result.ts'
import { acceptedPayment } from '../../fakes/accepted.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { must } from '../../fakes/wires.ts'
import { aigul, codeOf, dana, MARATS_PIN, marat, openCounter, VERSION } from './counter.ts'

async function counter(folder = emptyFolder()) {
  const opened = await openCounter(folder)
  onTestFinished(() => opened.ledger.close())
  return opened
}
const by = ({ id, name }: typeof aigul) => ({ id, name })

describe('a sale', () => {
  it('needs somebody signed in and a shift, and then carries both', async () => {
    const { shifts, now } = await counter()
    expect(shifts.takenBy()).toEqual(fail('STAFF_SIGN_IN_FIRST'))
    now.signedIn = aigul
    expect(shifts.takenBy()).toEqual(fail('SHIFT_CLOSED'))
    must(await shifts.open(null))
    expect(shifts.takenBy()).toEqual(ok({ person: by(aigul), shift: 1 }))
  })

  it('needs neither where nobody signs in', async () => {
    const { shifts, now } = await counter()
    now.required = false
    expect(shifts.takenBy()).toEqual(ok(undefined))
    expect(codeOf(await shifts.open(null))).toBe('STAFF_SIGN_IN_FIRST')
  })

  it('is not begun while the shift closes', async () => {
    const { shifts, now } = await counter()
    now.signedIn = aigul
    must(await shifts.open(null))
    const closing = shifts.close(null)
    await Promise.resolve()
    await Promise.resolve()
    await Promise.resolve()
    expect(codeOf(shifts.takenBy())).toBe('SHIFT_CLOSED')
    must(await closing)
  })
})

describe('a shift', () => {
  it('opens once, with the cash that was counted, and counts up', async () => {
    const { shifts, now } = await counter()
    now.signedIn = aigul
    expect(must(await shifts.open(500n)).shift).toMatchObject({ number: 1, by: by(aigul), float: 500n })
    expect(codeOf(await shifts.open(500n))).toBe('SHIFT_OPEN')
    must(await shifts.close(500n))
    expect(must(await shifts.open(0n)).shift?.number).toBe(2)
  })

  it('counts no cash where none is counted, whatever the page says', async () => {
    const { shifts, now } = await counter()
    Object.assign(now, { signedIn: aigul, countsCash: false })
    expect(must(await shifts.open(500n)).shift?.float).toBeNull()
    expect(must(await shifts.close(500n)).counted).toBeNull()
  })

  it('outlives the program, unlike the session', async () => {
    const folder = emptyFolder()
    const before = await openCounter(folder)
    before.now.signedIn = aigul
    must(await before.shifts.open(500n))
    await before.ledger.record({ type: 'accepted', payment: acceptedPayment(1) })
    await before.ledger.close()
    const { shifts } = await counter(folder)
    expect(shifts.state().shift).toMatchObject({ number: 1, totals: { firstReceipt: '001-000001' } })
  })

  it('is closed by whoever opened it, or by a supervisor', async () => {
    const { shifts, now } = await counter()
    now.signedIn = aigul
    must(await shifts.open(null))
    now.signedIn = dana
    expect(codeOf(await shifts.close(null))).toBe('SHIFT_OTHERS')
    expect(codeOf(await shifts.close(null, '0000'))).toBe('STAFF_PIN_WRONG')
    expect(must(await shifts.close(null, MARATS_PIN))).toMatchObject({
      by: by(aigul),
      closedBy: by(dana),
      approvedBy: by(marat),
    })
    now.signedIn = aigul
    must(await shifts.open(null))
    now.signedIn = marat
    expect(must(await shifts.close(null)).closedBy).toEqual(by(marat))
  })

  it('does not close while a sale is open, nor twice', async () => {
    const { shifts, now } = await counter()
    now.signedIn = aigul
    expect(codeOf(await shifts.close(null))).toBe('SHIFT_CLOSED')
    must(await shifts.open(null))
    now.isSelling = true
    expect(codeOf(await shifts.close(null))).toBe('SALE_OPEN')
    now.isSelling = false
    const both = await Promise.all([shifts.close(null), shifts.close(null)])
    expect(both.map(codeOf).sort()).toEqual(['SHIFT_CLOSED', undefined])
  })

  it('closes without a printer, and its report can be printed later', async () => {
    const { shifts, now, printed } = await counter()
    now.signedIn = aigul
    now.printer = fail('PRINTER_COVER_OPEN')
    must(await shifts.open(null))
    const report = must(await shifts.close(null))
    expect(await shifts.print({ report: 'z', number: 1, copy: false })).toEqual(fail('PRINTER_COVER_OPEN'))
    now.printer = ok('printed')
    must(await shifts.print({ report: 'z', number: 1, copy: true }))
    expect(printed).toEqual(['z 1 true'])
    expect(await shifts.reports()).toEqual([report])
  })
})

describe('reports', () => {
  it('are what the journal has, the newest first, also after a restart', async () => {
    const folder = emptyFolder()
    const first = await openCounter(folder)
    first.now.signedIn = aigul
    for (let i = 0; i < 3; i += 1) {
      must(await first.shifts.open(null))
      must(await first.shifts.close(null))
    }
    const told = await first.shifts.reports()
    await first.ledger.close()
    const { shifts } = await counter(folder)
    expect(await shifts.reports()).toEqual(told)
    expect(told.map(({ number, version }) => [number, version])).toEqual([3, 2, 1].map((n) => [n, VERSION]))
  })

  it('are printed for whoever is signed in: X of the open shift, Z by its number', async () => {
    const { shifts, now, printed } = await counter()
    expect(codeOf(await shifts.print({ report: 'x' }))).toBe('STAFF_SIGN_IN_FIRST')
    now.signedIn = aigul
    expect(codeOf(await shifts.print({ report: 'x' }))).toBe('SHIFT_CLOSED')
    must(await shifts.open(null))
    must(await shifts.print({ report: 'x' }))
    expect(printed).toEqual(['x 1'])
    expect(codeOf(await shifts.print({ report: 'z', number: 1, copy: true }))).toBe('REPORT_UNKNOWN')
  })
})

describe('the drawer', () => {
  it('opens for a reason that is written down first, with whoever allowed it', async () => {
    const { shifts, now, ledger } = await counter()
    now.signedIn = aigul
    expect(codeOf(await shifts.openDrawer('change'))).toBe('STAFF_FORBIDDEN')
    must(await shifts.openDrawer('change', MARATS_PIN))
    now.printer = fail('PRINTER_COVER_OPEN')
    expect(codeOf(await shifts.openDrawer('check', MARATS_PIN))).toBe('PRINTER_COVER_OPEN')
    const noted = (await ledger.journal.since(0, 100)).flatMap(({ fact }) =>
      fact.type === 'noted' ? [fact] : [],
    )
    expect(noted).toEqual([
      { type: 'noted', what: 'drawer-opened', by: by(aigul), detail: 'change (marat)' },
      { type: 'noted', what: 'drawer-opened', by: by(aigul), detail: 'check (marat)' },
    ])
  })
})
