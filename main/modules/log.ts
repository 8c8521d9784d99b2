/** One line per event on standard error, where systemd and people find it. */
export const log = (message: string): void => {
  process.stderr.write(`${new Date().toISOString()} ${message}\n`)
}
