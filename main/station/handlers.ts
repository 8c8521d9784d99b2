import { fail, ok } from '#src/result.ts'
import type { Handlers } from '../ipc/door.ts'
import type { Station } from './station.ts'

type StationHandlers = Pick<
  Handlers,
  'station/info' | 'station/ride' | 'station/stop-riding' | 'station/ticket'
>

/** Null where the configuration has no station. */
export const stationHandlers = (station: Station | null): StationHandlers => ({
  'station/info': () => (station ? ok(station.info) : noStation()),
  'station/ride': () => (station ? station.gate.ride() : noStation()),
  'station/stop-riding': () => (station ? ok(station.gate.stop()) : noStation()),
  'station/ticket': ({ receipt }) => (station ? station.printTicket(receipt) : noStation()),
})

const noStation = () => fail('CONFIG_INVALID', 'it has no station')
