/** Bytes as people and chains write them: 0x, lower case. */
export type Hex = `0x${string}`

export const isHex = (text: string, bytes?: number): text is Hex =>
  /^0x([0-9a-f]{2})*$/.test(text) && (bytes === undefined || text.length === 2 + bytes * 2)
