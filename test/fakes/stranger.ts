const NOBODY = 65534

/**
 * Runs something as a user without rights on our files. Only root can take another user's place;
 * for everybody else a file without any rights is closed already.
 */
export async function asStranger<T>(run: () => Promise<T>): Promise<T> {
  const self = process.geteuid?.()
  if (self !== 0) return run()
  process.seteuid?.(NOBODY)
  try {
    return await run()
  } finally {
    process.seteuid?.(self)
  }
}
