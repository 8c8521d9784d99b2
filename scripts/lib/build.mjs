import { bin, must, say } from './run.mjs'

/** Builds out/ anew: it takes a few seconds, less than it takes to wonder whether out/ is stale. */
export async function build() {
  say('Building …')
  await must('The build', bin('electron-vite'), ['build', '--config', 'electron.vite.config.ts'], {
    quiet: true,
  })
}
