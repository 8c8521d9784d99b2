import type { ServiceDialogs } from '../service/dialogs.ts'
import { openFile, saveFile } from './file-dialogs.ts'

const filters = [{ name: 'JSON', extensions: ['json'] }]

export const systemServiceDialogs: ServiceDialogs = {
  save: (suggestedName) => saveFile(suggestedName, filters),
  open: () => openFile(filters),
}
