import { ok, type Result } from '#src/result.ts'
import type { Attached } from './supervisor.ts'

/** A link of bytes or of reports: all that matters here is that it ends. */
interface Wire {
  onClose(listener: () => void): () => void
  close(): Promise<void>
}

interface Device {
  close(): Promise<void>
}

/**
 * Starts a driver on a wire that was just opened. The device is gone when the wire is; a driver that
 * does not start leaves no wire open.
 */
export async function attachTo<W extends Wire, D extends Device>(
  opened: Result<W>,
  start: (wire: W) => Promise<Result<D>>,
  label: string,
): Promise<Result<Attached<D>>> {
  if (!opened.ok) return opened
  const wire = opened.value
  const gone = new Promise<void>((resolve) => {
    wire.onClose(resolve)
  })
  const device = await start(wire)
  if (device.ok) return ok({ device: device.value, label, gone, close: () => device.value.close() })
  await wire.close()
  return device
}
