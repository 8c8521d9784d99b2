/** Numbers of a version `major.minor.patch`: the only form that a terminal installs. */
const FORM = /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/

export const isVersion = (text: string): boolean => FORM.test(text)

/** Below zero when `a` is the older, above when it is the newer. What is no version is older than any. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)]
  for (const i of [0, 1, 2]) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

const numbersOf = (text: string): readonly number[] => FORM.exec(text)?.slice(1).map(Number) ?? [-1, -1, -1]
