import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder'
import { describe, expect, it } from 'vitest'
import { profileFor } from '#drivers/escpos/models.ts'
import { PRINTER_PROFILES } from '#drivers/escpos/profile.ts'

const wide = PRINTER_PROFILES['auto-80']
const narrow = PRINTER_PROFILES['auto-58']
const of = (maker: string, model: string) => profileFor({ maker, model }, wide)

/** Models of 80 mm paper in another encoder's tables: "Epson TM-T88V". */
const OTHERS = ReceiptPrinterEncoder.printerModels.flatMap(({ id, name }) => {
  const [maker = '', ...model] = name.split(' ')
  const { columns } = new ReceiptPrinterEncoder({ printerModel: id as 'epson-tm-t88v' })
  const ours = /^(epson|bixolon|citizen)$/i.test(maker) && columns !== 32
  return ours ? [{ maker: maker.toUpperCase(), model: model.join(' '), columns }] : []
})

describe('a printer that says what it is', () => {
  it.each(OTHERS)('gets $columns letters to the line as $maker $model, which others say too', (other) => {
    expect(of(other.maker, other.model).columns).toBe(other.columns)
  })

  it.each(['TM-T88II', 'TM-T88V', 'TM-T20II', 'TM-T20III', 'TM-T70II', 'TM-m30III'])(
    'prints Kazakh itself as %s',
    (model) => {
      expect(of('EPSON', model)).toMatchObject({ page: 'rk1048', pageNumber: 53, asksModel: false })
    },
  )

  it.each([
    ['EPSON', 'TM-T82III', 17],
    ['EPSON', 'TM-T88IV', 17],
    ['BIXOLON', 'SRP-350III', 17],
    ['CITIZEN', 'CT-S310II', 7],
    ['Star', 'TSP143IIIU', 17],
    ['XPRINTER', 'XP-T80Q', 17],
  ])('prints Russian as %s %s, and has Kazakh drawn', (maker, model, pageNumber) => {
    expect(of(maker, model)).toMatchObject({ page: 'cp866', pageNumber, asksModel: false })
  })

  it('keeps the paper that was configured, of which it knows nothing', () => {
    expect(profileFor({ maker: 'EPSON', model: 'TM-m30III' }, narrow)).toMatchObject({
      columns: 32,
      page: 'rk1048',
    })
  })
})

describe('a printer of which nothing is known', () => {
  it.each([[undefined], [{ maker: 'TAPSYR', model: 'EMULATED' }], [{ maker: 'EPSON', model: 'TM-U220' }]])(
    'has its text drawn, as %j',
    (identity) => {
      expect(profileFor(identity, wide)).toEqual({ ...wide, asksModel: false })
      expect(profileFor(identity, narrow)).toEqual({ ...narrow, asksModel: false })
    },
  )
})
