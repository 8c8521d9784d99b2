import { BrowserWindow, dialog } from 'electron'

/** The system's own windows in which a person picks a file. undefined: they changed their mind. */
export interface RescueDialogs {
  save(suggestedName: string): Promise<string | undefined>
  open(): Promise<string | undefined>
}

const filters = [{ name: 'Tapsyr', extensions: ['rescue'] }]

/** Over the terminal's window, which fills the screen; it is asked for at the time, as it may be a new one. */
export const systemRescueDialogs: RescueDialogs = {
  async save(suggestedName) {
    const options = { defaultPath: suggestedName, filters }
    const [window] = BrowserWindow.getAllWindows()
    const chosen = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options))
    return chosen.canceled ? undefined : chosen.filePath
  },
  async open() {
    const options = { properties: ['openFile' as const], filters }
    const [window] = BrowserWindow.getAllWindows()
    const chosen = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
    return chosen.canceled ? undefined : chosen.filePaths[0]
  },
}
