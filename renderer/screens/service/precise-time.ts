/** "14:32:05.123", by the terminal's own zone: for lines that follow each other closely. */
export function preciseTime(ms: number): string {
  const date = new Date(ms)
  const two = (n: number) => n.toString().padStart(2, '0')
  const whole = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')
  return `${whole}.${date.getMilliseconds().toString().padStart(3, '0')}`
}
