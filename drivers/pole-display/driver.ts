import type { CustomerDisplay } from '#src/device/display.ts'
import type { Link } from '#src/device/link.ts'
import { ok, type Result } from '#src/result.ts'
import { makeClear, makeLines, makeSetUp } from './protocol.ts'

/**
 * Sets up a pole display at the other end of an open link. Such displays never answer: that one is
 * there is only known by its port.
 */
export async function openPoleDisplay(link: Link): Promise<Result<CustomerDisplay, 'LINK_CLOSED'>> {
  const written = await link.write(makeSetUp())
  if (!written.ok) return written
  return ok({
    show: (lines) => link.write(makeLines(lines)),
    async close() {
      await link.write(makeClear())
      await link.close()
    },
  })
}
