import { afterEach, expect, type TestContext, test } from 'vitest'
import type { ErrorCode } from '#src/errors/codes.ts'
import type { Result } from '#src/result.ts'
import { must } from '../../fakes/wires.ts'
import type { Pullable } from './wire.ts'
import { within } from './within.ts'

type Ask = () => Promise<Result<unknown, ErrorCode>>

/** By name: brings a device as far as the operation, and gives what begins it. */
export type Operations<D> = Readonly<Record<string, (device: D) => Promise<Ask>>>

export interface PulledDevice<W extends Pullable, D> {
  plugIn(): Promise<W>
  /** Starts the emulated device at the far end and its driver at the near one. */
  open(wire: W): Promise<Result<D, ErrorCode>>
  /** What a terminal asks of it. Each is to be told that the wire is gone. */
  readonly operations: Operations<D>
  /** Shows that it does its work. */
  works(device: D): Promise<void>
  close(device: D): Promise<unknown>
}

/** Pulls a device out in the middle of each operation, and plugs it back. */
export function pullOut<W extends Pullable, D>(parts: PulledDevice<W, D>): void {
  let wire: W | undefined
  let device: D | undefined
  afterEach(async () => {
    if (device) await parts.close(device)
    await wire?.unplug()
    wire = undefined
    device = undefined
  })

  const plugIn = async () => {
    wire = await parts.plugIn()
    return wire
  }
  const start = async () => {
    device = must(await parts.open(await plugIn()))
    return device
  }

  /** Asks, waits until the device has heard it, and pulls. */
  async function pulledDuring(context: TestContext, wire: W, ask: Ask): Promise<void> {
    wire.mute()
    const heard = wire.heard()
    const asked = ask()
    await heard
    const start = performance.now()
    const unplugging = wire.unplug()
    expect(await asked).toMatchObject({ ok: false, error: { code: 'LINK_CLOSED' } })
    within(context, 'from pulled out to the failure', start)
    await unplugging
  }

  async function worksAgain(context: TestContext): Promise<void> {
    const pulled = device
    const began = performance.now()
    await parts.works(await start())
    within(context, 'from plugged in to the work done', began)
    if (pulled) await parts.close(pulled)
  }

  test('in the middle of opening, and back', async (context) => {
    const wire = await plugIn()
    await pulledDuring(context, wire, () => parts.open(wire))
    await worksAgain(context)
  })

  test.for(Object.entries(parts.operations))(
    'in the middle of %s, and back',
    async ([, prepare], context) => {
      const plugged = await plugIn()
      device = must(await parts.open(plugged))
      await pulledDuring(context, plugged, await prepare(device))
      await worksAgain(context)
    },
  )

  test('five times in a row', async (context) => {
    for (let turn = 0; turn < 5; turn++) {
      await worksAgain(context)
      await wire?.unplug()
      // As a terminal does: it looks for the device again when the one that it lost has let go of its port.
      if (device) await parts.close(device)
      device = undefined
    }
  })
}
