import type { Kiosk } from '#simulator/kiosk.ts'

/** The system's own dialogs, in which a person picks this file. */
export async function pickInDialogs({ app }: Kiosk, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] })
  }, path)
}
