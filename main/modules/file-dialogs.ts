import { BrowserWindow, dialog, type FileFilter } from 'electron'

// Over the terminal's window, which fills the screen; it is asked for at the time, as it may be a new one.

/** The system's own window in which a person picks a place for a file. undefined: they changed their mind. */
export async function saveFile(suggestedName: string, filters: FileFilter[]): Promise<string | undefined> {
  const options = { defaultPath: suggestedName, filters }
  const [window] = BrowserWindow.getAllWindows()
  const chosen = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options))
  return chosen.canceled ? undefined : chosen.filePath
}

/** The same for a file that is there. */
export async function openFile(filters: FileFilter[]): Promise<string | undefined> {
  const options = { properties: ['openFile' as const], filters }
  const [window] = BrowserWindow.getAllWindows()
  const chosen = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
  return chosen.canceled ? undefined : chosen.filePaths[0]
}
