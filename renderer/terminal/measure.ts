/**
 * Records the tap's overhead as a User Timing measure, from the card's last byte (ms since the
 * epoch, main's clock of the same machine) to the result being painted. Any profiler can read it.
 */
export function measureTap(receipt: string, signedAt: number): void {
  afterPaint(() => {
    measure('tap-overhead', {
      start: Math.max(0, signedAt - performance.timeOrigin),
      end: performance.now(),
      detail: { receipt },
    })
  })
}

/** Marks the moment at which the counter is painted and takes its first sale. */
export function markReady(): void {
  afterPaint(() => performance.mark('ready'))
}

/** Measures how long the queue takes to have a payment on its disk. */
export async function measureInsert<T>(insert: () => Promise<T>): Promise<T> {
  const start = performance.now()
  const result = await insert()
  measure('queue-insert', { start, end: performance.now() })
  return result
}

/** The page lives for months, and a browser forgets no measure by itself. */
const MOST = 2000

function measure(name: string, options: PerformanceMeasureOptions): void {
  if (performance.getEntriesByName(name).length >= MOST) performance.clearMeasures(name)
  performance.measure(name, options)
}

/** A message posted from a frame's callback arrives when that frame has been painted. */
function afterPaint(task: () => void): void {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = task
    port2.postMessage(null)
  })
}
