import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { moduleList } from './scripts/lib/dist/module-list.mjs'

/**
 * Everything but the native modules is bundled, so that a packed kiosk carries one file per
 * process. The targets are those of the oldest runtime that set-up may choose (Electron 33).
 */
export default defineConfig({
  main: {
    plugins: [moduleList()],
    build: {
      outDir: 'out/main',
      target: 'node20.18',
      externalizeDeps: { include: ['serialport', 'secp256k1', 'node-hid', 'pcsc-mini'] },
      rollupOptions: {
        input: 'main/entry.ts',
        output: { format: 'es', entryFileNames: 'index.js', chunkFileNames: '[name].js' },
      },
    },
  },
  preload: {
    plugins: [moduleList()],
    build: {
      outDir: 'out/preload',
      target: 'node20.18',
      rollupOptions: {
        input: 'main/preload/index.ts',
        output: { format: 'cjs', entryFileNames: 'index.cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react(), moduleList()],
    build: {
      outDir: 'out/renderer',
      target: 'chrome130',
      // The page's policy refuses data: URIs, into which small files would be turned.
      assetsInlineLimit: 0,
      // Loaded from disk: only what both pages use is split off.
      chunkSizeWarningLimit: 1000,
      minify: true,
      rollupOptions: { input: { kiosk: 'renderer/index.html', customer: 'renderer/customer/index.html' } },
    },
  },
})
