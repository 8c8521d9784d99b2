/** What a scanner read in one go. */
export interface Scan {
  /** The code's content, without the suffix that scanners put behind it. */
  readonly text: string
  /** The AIM symbology identifier as the scanner gave it, such as "]Q1" for QR; undefined where it gives none. */
  readonly symbology: string | undefined
}

/** A code scanner whose session is up. */
export interface Scanner {
  /** One call per code. Returns the function that stops listening. */
  onScan(listener: (scan: Scan) => void): () => void
  close(): Promise<void>
}
