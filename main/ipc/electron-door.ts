import { ipcMain, type WebFrameMain } from 'electron'
import { CHANNEL_NAMES } from '#src/ipc/requests.ts'
import { createDoor, type DoorParts } from './door.ts'

/** Hangs the door into Electron: the only file that touches ipcMain. */
export function hangDoor(parts: DoorParts): void {
  const answer = createDoor(parts)
  for (const channel of CHANNEL_NAMES)
    ipcMain.handle(channel, (event, payload: unknown) =>
      answer(channel, senderOf(event.senderFrame), payload),
    )
}

/** A frame that is gone by now has no sender to trust. */
const senderOf = (frame: WebFrameMain | null) => ({
  isMainFrame: frame !== null && frame.parent === null,
  url: frame?.url ?? '',
})
