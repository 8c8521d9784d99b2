/** Randomness as a port: `n` unpredictable bytes from the system's generator. */
export type RandomBytes = (n: number) => Uint8Array
