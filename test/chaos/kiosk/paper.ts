/** What one receipt says. Two pieces of one receipt, torn by a kill, may say only its number. */
export interface Paper {
  readonly receipt: string
  /** Smallest units of USDC; undefined when the sum did not come out. */
  readonly units: bigint | undefined
}

const NUMBER = /^Receipt No\.\s+(\d{3}-\d{6,})$/
const TOTAL = /^TOTAL\s+(\d+)\.(\d{2,6})\s+USDC$/

/** Reads a strip of English paper, which may begin with the upper half of a receipt that a kill cut short. */
export function readPaper(text: string): Paper[] {
  const papers: Paper[] = []
  for (const line of text.split('\n').map((line) => line.trim())) {
    const receipt = NUMBER.exec(line)?.[1]
    if (receipt) papers.push({ receipt, units: undefined })
    const [, whole, part] = TOTAL.exec(line) ?? []
    const last = papers.at(-1)
    if (whole && part && last) papers[papers.length - 1] = { ...last, units: unitsOf(whole, part) }
  }
  return papers
}

const unitsOf = (whole: string, part: string): bigint => BigInt(whole + part.padEnd(6, '0'))
