// One guard taken out, for the removal test (docs/removal.md): wherever its module is imported, the stand-in is
// met instead. Tests and scripts/removal.mjs use this; scripts/build.mjs, which makes dist/, never does.
import { dirname, join, resolve } from 'node:path';
import { root } from './sources.mjs';

/** `MODULE=STAND-IN`, both from the root of the project. */
const VARIABLE = 'REMOVED_GUARD';

/** @param {{ module: string, standIn: string }} removal */
export const removedIn = ({ module, standIn }) => ({ [VARIABLE]: `${module}=${standIn}` });

/** What an environment asks to take out; both paths are absolute. */
function asked(env) {
  const [module, standIn] = (env[VARIABLE] ?? '').split('=');
  return module && standIn ? { module: join(root, module), standIn: join(root, standIn) } : undefined;
}

/** The stand-in itself still sees the module whose place it takes. */
function resolver({ module, standIn }) {
  return (source, importer, folder) => {
    if (!source.startsWith('.') || importer === standIn) return undefined;
    return resolve(folder, source) === module ? standIn : undefined;
  };
}

const withoutQuery = (text) => text.replace(/\?.*$/, '');

/**
 * For esbuild: none, unless the environment asks.
 * @param {Record<string, string | undefined>} env
 * @returns {import('esbuild').Plugin[]}
 */
export function esbuildWithoutGuard(env = process.env) {
  const removal = asked(env);
  if (removal === undefined) return [];
  const standInOf = resolver(removal);
  return [
    {
      name: 'without-guard',
      setup(build) {
        build.onResolve({ filter: /^\./ }, ({ path, importer, resolveDir }) => {
          const standIn = standInOf(path, importer, resolveDir);
          return standIn === undefined ? undefined : { path: standIn };
        });
      },
    },
  ];
}

/**
 * For vite and vitest: none, unless the environment asks.
 * @param {Record<string, string | undefined>} env
 * @returns {import('vite').Plugin[]}
 */
export function viteWithoutGuard(env = process.env) {
  const removal = asked(env);
  if (removal === undefined) return [];
  const standInOf = resolver(removal);
  return [
    {
      name: 'without-guard',
      enforce: 'pre',
      resolveId(source, importer) {
        if (importer === undefined) return undefined;
        const from = withoutQuery(importer);
        return standInOf(withoutQuery(source), from, dirname(from));
      },
    },
  ];
}
