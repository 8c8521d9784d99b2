/** The local day of a moment, in ms since the epoch; a day may have 23 or 25 hours. `back` days before it. */
export function dayOf(ms: number, back = 0): { readonly from: number; readonly to: number } {
  const date = new Date(ms)
  const at = (day: number) => new Date(date.getFullYear(), date.getMonth(), date.getDate() + day).getTime()
  return { from: at(-back), to: at(1 - back) }
}
