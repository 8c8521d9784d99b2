/** A number to be dialled stays on one line. */
export const unbroken = (phone: string): string => phone.replaceAll(' ', '\u00a0')
