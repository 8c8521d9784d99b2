/** A rate that moves further than this between two answers is a fault of its source, not of the market. */
const MOST = 5n

/** Whether the rate, a decimal string, is within a factor of five of the last one. */
export function isPlausible(rate: string, last: string): boolean {
  const [a, b] = scaled(rate, last)
  return a > 0n && a <= b * MOST && b <= a * MOST
}

function scaled(...texts: readonly [string, string]): readonly [bigint, bigint] {
  const places = Math.max(...texts.map((text) => fractionOf(text).length))
  const scale = (text: string) => BigInt((text.split('.')[0] ?? '') + fractionOf(text).padEnd(places, '0'))
  return [scale(texts[0]), scale(texts[1])]
}

const fractionOf = (text: string): string => text.split('.')[1] ?? ''
