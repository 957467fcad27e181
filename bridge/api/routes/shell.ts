import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { chooseEncoding } from '../assets.ts';
import type { ApiContext } from '../context.ts';
import { NONCE_PLACEHOLDER, pageHeaders } from '../headers.ts';
import { defineRoute, type Route } from '../route.ts';

/** Paths at which the page shows a screen; it reads the rest of its state from the query. */
export const SCREEN_PATHS = [
  '/',
  '/targets',
  '/traffic',
  '/inventory',
  '/craft',
  '/fuzz',
  '/probes',
  '/findings',
  '/flows',
  '/compare',
  '/replay',
  '/practice',
] as const;

/** The page and its files. Nothing in them is secret, so they need no token. */
export function shellRoutes(context: Pick<ApiContext, 'assets'>): Route[] {
  const pages = SCREEN_PATHS.map((path) =>
    defineRoute({
      class: 'shell',
      method: 'GET',
      path,
      run({ origin }) {
        const nonce = randomBytes(16).toString('base64');
        return {
          kind: 'file',
          bytes: context.assets.page.replaceAll(NONCE_PLACEHOLDER, nonce),
          headers: {
            'content-type': 'text/html; charset=utf-8',
            ...Object.fromEntries(pageHeaders(authorityOf(origin), nonce)),
          },
        };
      },
    }),
  );
  const files = [...context.assets.files].map(([path, asset]) =>
    defineRoute({
      class: 'shell',
      method: 'GET',
      path,
      async run({ incoming, origin }) {
        const encoding = chooseEncoding(asset, incoming.headers['accept-encoding']);
        return {
          kind: 'file',
          bytes: await readFile(asset.files[encoding] ?? asset.files.identity),
          headers: {
            'content-type': asset.type,
            vary: 'accept-encoding',
            ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
            ...Object.fromEntries(pageHeaders(authorityOf(origin))),
          },
        };
      },
    }),
  );
  return [...pages, ...files];
}

function authorityOf(origin: string): string {
  return origin.slice('http://'.length);
}
