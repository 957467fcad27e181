import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// scripts/build.mjs adds the build id and the .br and .gz files beside what is built here.
export default defineConfig({
  root: fileURLToPath(new URL('web', import.meta.url)),
  // The bridge serves the page from its root, whatever its port; relative, so that a proxy prefix works too.
  base: './',
  plugins: [svelte()],
  // Replaced by the bridge with a fresh nonce in every answer.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: fileURLToPath(new URL('dist/web', import.meta.url)),
    emptyOutDir: true,
    target: 'es2023',
    // A data: URL is refused by the Content-Security-Policy.
    assetsInlineLimit: 0,
    // The polyfill is an inline script; every browser we run in knows modulepreload.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  worker: { format: 'es' },
});
