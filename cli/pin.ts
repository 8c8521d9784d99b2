/** Why a PIN will not do; undefined when it will. */
export function objection(pin: string): string | undefined {
  if (!/^\d{4,8}$/.test(pin)) return 'A PIN has 4 to 8 digits.'
  const steps = new Set([...pin].slice(1).map((digit, i) => Number(digit) - Number(pin[i])))
  const [step] = steps
  // 1111, 1234, 9876: whoever tries three PINs tries these.
  return steps.size === 1 && step !== undefined && Math.abs(step) <= 1
    ? 'This PIN is one of the first that anybody would try.'
    : undefined
}
