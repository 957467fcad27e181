import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

/** The faces are needed for the first word drawn; the style sheet would name them one round trip later. */
const preloadFonts: Plugin = {
  name: 'preload-fonts',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((file) => file.endsWith('.woff2'))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `./${file}`, crossorigin: '' },
          injectTo: 'head',
        })),
  },
};

const EVERY_SCREEN =
  /node_modules\/svelte\/|preload-helper|\/protocol\/json\/(lexemes|read|value|pointer)\.ts|\/web\/body\/hidden\.ts|\/web\/components\/(Rows|Split|Seg|Keys|Wire|Dot|row-window|copied-text|char-width)/;

// scripts/build.mjs adds the build id and the .br and .gz files beside what is built here.
export default defineConfig({
  root: fileURLToPath(new URL('web', import.meta.url)),
  // The bridge serves the page from its root, whatever its port; relative, so that a proxy prefix works too.
  base: './',
  plugins: [svelte(), preloadFonts],
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
    // The editor, which comes late.
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      output: {
        // What every screen needs comes in one file: each file costs a kilobyte of headers besides.
        codeSplitting: { groups: [{ name: 'base', test: EVERY_SCREEN }] },
      },
    },
  },
  worker: { format: 'es' },
});
