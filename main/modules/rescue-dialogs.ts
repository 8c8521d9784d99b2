import { openFile, saveFile } from './file-dialogs.ts'

/** The system's own windows in which a person picks a file. undefined: they changed their mind. */
export interface RescueDialogs {
  save(suggestedName: string): Promise<string | undefined>
  open(): Promise<string | undefined>
}

const filters = [{ name: 'Tapsyr', extensions: ['rescue'] }]

export const systemRescueDialogs: RescueDialogs = {
  save: (suggestedName) => saveFile(suggestedName, filters),
  open: () => openFile(filters),
}
