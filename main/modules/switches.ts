/** What a terminal may be told when it starts: its own four, and how its machine draws. */
const ALLOWED: ReadonlySet<string> = new Set([
  'config',
  'kiosk',
  'operator',
  'user-data-dir',
  'disable-dev-shm-usage',
  'disable-gpu',
  'disable-gpu-compositing',
  'disable-software-rasterizer',
  'enable-wayland-ime',
  'force-device-scale-factor',
  'in-process-gpu',
  'lang',
  'ozone-platform',
  'ozone-platform-hint',
  'password-store',
  'touch-events',
  'use-angle',
  'use-gl',
])

/**
 * The switches of a command line that no terminal is started with. Chromium has hundreds, and some open a
 * debugger, ignore certificates or load extensions: a list of what is bad would never be whole.
 * Chromium's sandbox does not start for root, so root may do without it, and nobody else.
 */
export function refusedSwitches(args: readonly string[], { isRoot }: { readonly isRoot: boolean }): string[] {
  return args
    .filter((arg) => arg.startsWith('-') && arg !== '--')
    .map((arg) => arg.replace(/^--?/, '').replace(/=.*$/s, ''))
    .filter((name) => !ALLOWED.has(name) && !(isRoot && name === 'no-sandbox'))
}
