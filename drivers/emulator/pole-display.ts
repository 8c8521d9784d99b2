import type { Link } from '#src/device/link.ts'

/** A vacuum fluorescent display of two lines with twenty letters, as the DM-D110 specification describes it. */
export interface EmulatedPoleDisplay {
  /** What can be read on it now, line by line. */
  readonly lines: readonly [string, string]
  readonly cursorShown: boolean
}

const COLUMNS = 20
const ROWS = 2
const CELLS = COLUMNS * ROWS
const pc437AsciiOnly = (byte: number): string => (byte < 0x80 ? String.fromCharCode(byte) : '\ufffd')
const ibm866 = new TextDecoder('ibm866')
/** Parameter bytes behind a command's own, by its bytes (section 5.4). */
const PARAMETERS: Readonly<Record<string, number>> = {
  '1b40': 0,
  '1b74': 1,
  '1b52': 1,
  '1b25': 1,
  '1f01': 0,
  '1f02': 0,
  '1f03': 0,
  '1f24': 2,
  '1f43': 1,
  '1f45': 1,
  '1f58': 1,
  '1f72': 1,
}

/** The device at the far end of a link. It never answers. */
export function emulatePoleDisplay(link: Link): EmulatedPoleDisplay {
  let cells: string[] = []
  let cursor = 0
  let cursorShown = true
  let page = 0
  let pending: number[] = []

  function initialise(): void {
    cells = Array<string>(CELLS).fill(' ')
    cursor = 0
    cursorShown = true
    page = 0
  }

  function put(byte: number): void {
    cells[cursor] = page === 17 ? ibm866.decode(Uint8Array.of(byte)) : pc437AsciiOnly(byte)
    // Overwrite mode: behind the last place comes the first.
    cursor = (cursor + 1) % CELLS
  }

  function obey(command: string, [first = 0, second = 0]: readonly number[]): void {
    if (command === '1b40') initialise()
    else if (command === '1b74') page = first
    else if (command === '1f43') cursorShown = first === 1
    // A place outside the display is ignored.
    else if (command === '1f24' && first >= 1 && first <= COLUMNS && second >= 1 && second <= ROWS)
      cursor = (second - 1) * COLUMNS + first - 1
  }

  function take(byte: number): void {
    if (pending.length === 0) {
      takeFirst(byte)
      return
    }
    pending.push(byte)
    const command = pending
      .slice(0, 2)
      .map((each) => each.toString(16).padStart(2, '0'))
      .join('')
    const parameters = pending.slice(2)
    if (parameters.length < (PARAMETERS[command] ?? 0)) return
    pending = []
    obey(command, parameters)
  }

  function takeFirst(byte: number): void {
    if (byte === 0x1b || byte === 0x1f) pending = [byte]
    else if (byte === 0x0c) cells = Array<string>(CELLS).fill(' ')
    else if (byte === 0x0b) cursor = 0
    else if (byte >= 0x20) put(byte)
    if (byte === 0x0c) cursor = 0
  }

  initialise()
  link.onData((bytes) => bytes.forEach(take))
  return {
    get lines(): readonly [string, string] {
      return [cells.slice(0, COLUMNS).join(''), cells.slice(COLUMNS).join('')]
    },
    get cursorShown() {
      return cursorShown
    },
  }
}
