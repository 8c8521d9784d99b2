import qrcode from 'qrcode-generator'
import type { QrLevel } from './typesetter.ts'

/** The black and white squares of a QR code, without the quiet zone, as the printer draws it. */
export function qrModules(data: string, level: QrLevel): boolean[][] {
  const code = qrcode(0, level)
  code.addData(data)
  code.make()
  const side = [...Array(code.getModuleCount()).keys()]
  return side.map((row) => side.map((column) => code.isDark(row, column)))
}
