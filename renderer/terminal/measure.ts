/**
 * Records the tap's overhead as a User Timing measure, from the card's last byte (ms since the
 * epoch, main's clock of the same machine) to the result being painted. Any profiler can read it.
 */
export function measureTap(receipt: string, signedAt: number): void {
  afterPaint(() => {
    performance.measure('tap-overhead', {
      start: Math.max(0, signedAt - performance.timeOrigin),
      end: performance.now(),
      detail: { receipt },
    })
  })
}

/** A message posted from a frame's callback arrives when that frame has been painted. */
function afterPaint(task: () => void): void {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = task
    port2.postMessage(null)
  })
}
