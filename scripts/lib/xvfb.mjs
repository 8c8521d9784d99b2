import { run } from './run.mjs'

export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

/** The same command, wrapped in a virtual screen when there is no real one. */
export function underDisplay(command, args) {
  if (hasDisplay()) return [command, args]
  return ['xvfb-run', ['-a', '-s', '-screen 0 1920x1200x24', command, ...args]]
}

export const runUnderDisplay = (command, args, options) => run(...underDisplay(command, args), options)
