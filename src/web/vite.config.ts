import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds to `public/` at the root of the repository, not below `dist/`, which the server's own build empties. */
export default defineConfig({
  root: new URL('.', import.meta.url).pathname,
  plugins: [react()],
  // The server writes another one into each answer (src/web-page.ts).
  html: { cspNonce: 'MUNADI_NONCE' },
  build: {
    outDir: '../../public',
    emptyOutDir: true,
    // Pictures and fonts stay files of their own, so the content policy needs no `data:`.
    assetsInlineLimit: 0,
    rolldownOptions: {
      treeshake: {
        // A shape that no page uses does not bring the schema library with it.
        moduleSideEffects: [{ test: /\/src\/contract\//, sideEffects: false }],
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:7310' } },
});
