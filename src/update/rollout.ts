/**
 * Whether a terminal is among the first `percentage` that take a version, as electron-updater decides it
 * (AppUpdater.isStagingMatch): the last four bytes of the terminal's own random UUID, as a share of all
 * there could be. The same terminals are the first each time, and stay in when the percentage grows.
 */
export const isInRollout = (id: string, percentage: number | null): boolean =>
  percentage === null || Number.parseInt(id.slice(-8), 16) / 0xffffffff < percentage / 100
