import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

const OUT = '.cache/powercut'
const FOLDER = 'test/chaos/power/app'

/** Electron starts a folder by its package.json; among the sources it would hide that of the project. */
const manifest: Plugin = {
  name: 'manifest',
  generateBundle() {
    const source = JSON.stringify({
      name: 'tapsyr-powercut',
      version: '0.0.0',
      type: 'module',
      main: 'index.js',
    })
    this.emitFile({ type: 'asset', fileName: 'package.json', source })
  },
}

/** The journal and the queue of the terminal, built as electron.vite.config.ts builds them. */
export default defineConfig({
  main: {
    plugins: [manifest],
    build: {
      outDir: `${OUT}/main`,
      target: 'node20.18',
      rollupOptions: { input: `${FOLDER}/main.ts`, output: { format: 'es', entryFileNames: 'index.js' } },
    },
  },
  preload: {
    build: {
      outDir: `${OUT}/preload`,
      target: 'node20.18',
      rollupOptions: {
        input: `${FOLDER}/preload.ts`,
        output: { format: 'cjs', entryFileNames: 'index.cjs' },
      },
    },
  },
  renderer: {
    root: FOLDER,
    build: {
      outDir: `${OUT}/renderer`,
      target: 'chrome130',
      minify: true,
      rollupOptions: { input: `${FOLDER}/index.html` },
    },
  },
})
