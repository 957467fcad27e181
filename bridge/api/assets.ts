import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Outcome } from '../../protocol/problem.ts';

const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  map: 'application/json; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  ttf: 'font/ttf',
  txt: 'text/plain; charset=utf-8',
  wasm: 'application/wasm',
  woff2: 'font/woff2',
};

/** Letters that need no escaping and mean nothing to the router. */
const PLAIN_PATH = /^(?:\/[\w-][\w.-]*)+$/;

export type Encoding = 'br' | 'identity';

export interface Asset {
  type: string;
  /** Absolute file of each encoding it was built in. */
  files: Partial<Record<Encoding, string>> & { identity: string };
}

/** The built page, listed once at start: a URL is looked up in the list and never becomes a path. */
export interface Assets {
  /** index.html with its nonce placeholders. */
  readonly page: string;
  /** URL path → asset; index.html is not among them. */
  readonly files: ReadonlyMap<string, Asset>;
}

/** Lists `root` (dist/web). Links, dot files, unknown types and odd names are left out. */
export function readAssets(root: string): Outcome<Assets> {
  try {
    const page = readFileSync(join(root, 'index.html'), 'utf8');
    return { ok: true, value: { page, files: listFiles(root) } };
  } catch (error) {
    return {
      ok: false,
      problem: {
        code: 'page-not-built',
        message: `The page could not be read from ${root}: ${(error as Error).message}`,
        hint: 'Run npm run build, or install the package again.',
      },
    };
  }
}

function listFiles(root: string): Map<string, Asset> {
  const found = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const absolute = new Set(found.map((entry) => join(entry.parentPath, entry.name)));
  const files = new Map<string, Asset>();
  for (const file of absolute) {
    const path = `/${relative(root, file).split(sep).join('/')}`;
    const type = TYPES[path.slice(path.lastIndexOf('.') + 1)];
    if (type === undefined || path === '/index.html' || !PLAIN_PATH.test(path)) continue;
    files.set(path, {
      type,
      files: {
        identity: file,
        ...(absolute.has(`${file}.br`) ? { br: `${file}.br` } : {}),
      },
    });
  }
  return files;
}

/** The smallest encoding of an asset that `Accept-Encoding` (RFC 9110 section 12.5.3) lets us send. */
export function chooseEncoding(asset: Asset, accepted: string | undefined): Encoding {
  const weights = new Map<string, number>();
  for (const part of (accepted ?? '').toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim());
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    weights.set(name, q === undefined ? 1 : Number(q.slice(2)) || 0);
  }
  const isAccepted = (encoding: Encoding) => (weights.get(encoding) ?? weights.get('*') ?? 0) > 0;
  return asset.files.br !== undefined && isAccepted('br') ? 'br' : 'identity';
}
