import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Every screen in every state, built as the app is and under its policy, with nothing behind it. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: { emptyOutDir: true, assetsInlineLimit: 0, modulePreload: false },
})
