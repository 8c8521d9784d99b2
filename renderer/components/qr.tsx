import qrcode from 'qrcode-generator'

/** Modules of white around the code, as readers need them. */
const QUIET = 3

interface Props {
  readonly text: string
  readonly label: string
}

/** What a QR code packs closest (ISO/IEC 18004, alphanumeric mode). */
const ALPHANUMERIC = /^[0-9A-Z $%*+\-./:]*$/

/** Black on white by day and by night: many cameras do not read it the other way round. */
export function Qr({ text, label }: Props) {
  const code = qrcode(0, 'M')
  code.addData(text, ALPHANUMERIC.test(text) ? 'Alphanumeric' : 'Byte')
  code.make()
  const size = code.getModuleCount()
  const indices = Array.from({ length: size }, (_, i) => i)
  const dark = indices.flatMap((y) => indices.flatMap((x) => (code.isDark(y, x) ? `M${x} ${y}h1v1h-1z` : [])))
  const side = size + 2 * QUIET
  return (
    <svg
      className="qr"
      viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <rect className="qr__paper" x={-QUIET} y={-QUIET} width={side} height={side} />
      <path className="qr__ink" d={dark.join('')} />
    </svg>
  )
}
