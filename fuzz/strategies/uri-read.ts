import { seedText } from '../affinity.ts';
import type { Expectation, Payload, Position, Strategy, Subject } from '../strategy.ts';
import { WAYS } from '../ways.ts';
import { WorldPaths } from '../world-paths.ts';
import type { World } from '../world.ts';

const READ: readonly Expectation[] = [{ kind: 'canary' }];

export const uriRead: Strategy = {
  meta: {
    id: 'uri-read',
    title: 'Reading by address',
    about:
      'Reads resources by addresses that nobody offered: out of the folder of an offered one, files by file://, and likely neighbours.',
    cwe: 'CWE-22',
    optIn: false,
    severity: 'high',
    finding: 'An address reads what is not offered',
    fix: 'Look an address up among those that are offered. Where a part of it is a path, decode it once, resolve it, follow its links, and refuse what is not below the allowed folder.',
  },
  of: 'value',
  fits: (subject, position) => (position !== undefined && isWholeAddress(subject, position) ? 1 : 0),
  payloads({ kind }, position) {
    const given = position === undefined ? undefined : seedText(position);
    if (given === undefined) return [];
    // A template offers whatever its variables can be.
    const beside = kind === 'resource' ? neighbours(given) : [];
    return [...files(), ...traversals(given), ...beside];
  },
};

/** Parts of an address have positions of their own, which are paths like others. */
function isWholeAddress({ kind, method }: Subject, { at }: Position): boolean {
  return (
    (kind === 'template' || kind === 'resource') && method === 'resources/read' && /^(?:\/uri)?$/.test(at)
  );
}

/** Spellings that are read the same by whoever cuts a path off an address. */
const SPELLED = /^(?:from-top-|absolute$|no-ending$|nul-encoded$)/;

/** Where in an address something else is put. */
interface Cut {
  id: string;
  before: string;
  after: string;
}

const MOST_PARAMETERS = 4;

/** Behind `scheme://`, `scheme://authority/` and the folder of the offered address, and each value of its query. */
function cutsOf(uri: string): Cut[] {
  const [scheme = ''] = /^[a-z][a-z0-9+.-]*:(?:\/\/)?/i.exec(uri) ?? [];
  const [origin = ''] = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*\//i.exec(uri) ?? [];
  const path = uri.replace(/[?#].*$/s, '');
  const found: Cut[] = [
    { id: 'scheme', before: scheme, after: '' },
    { id: 'origin', before: origin, after: '' },
    { id: 'folder', before: uri.slice(0, path.lastIndexOf('/') + 1), after: '' },
    { id: 'behind', before: uri.slice(0, path.lastIndexOf(':') + 1), after: '' },
    ...[...uri.matchAll(/[?&][^=&#]*=([^&#]*)/g)].slice(0, MOST_PARAMETERS).map((match, at) => {
      const end = match.index + match[0].length;
      return {
        id: `parameter-${at + 1}`,
        before: uri.slice(0, end - match[1]!.length),
        after: uri.slice(end),
      };
    }),
  ];
  const known = new Set(['']);
  return found.filter(({ before }) => !known.has(before) && known.add(before));
}

function traversals(given: string): Payload[] {
  return WAYS.filter(({ id }) => SPELLED.test(id)).flatMap((way) =>
    cutsOf(given).map(({ id, before, after }) =>
      reading(`${id}-${way.id}`, way.isCore, (world) => {
        const text = way.text(world.outside.path, world, '');
        if (text === undefined) return undefined;
        // An address has no drive with backslashes in it; as a spelling of `../` they stay.
        return before + (way.id === 'absolute' ? text.replaceAll('\\', '/') : text) + after;
      }),
    ),
  );
}

/** Addresses of files, in the root as text and outside of it on the disk. */
function files(): Payload[] {
  const address = (path: string, world: World): string => new WorldPaths(world).inAddress(path);
  const root = (world: World): string => `file://${address(world.root, world)}`;
  const outOf = (world: World): string =>
    new WorldPaths(world).relative(world.root, world.outside.path).replaceAll('\\', '/');
  return [
    reading('file', true, (world) => `file://${address(world.outside.path, world)}`),
    reading('file-local', false, (world) => `file://localhost${address(world.outside.path, world)}`),
    reading('file-upper', false, (world) => `FILE://${address(world.outside.path, world)}`),
    reading('file-short', false, (world) => `file:${address(world.outside.path, world)}`),
    reading('file-sibling', true, (world) => `file://${address(world.sibling.path, world)}`),
    reading('file-through-root', true, (world) => `${root(world)}/${outOf(world)}`),
    reading(
      'file-through-root-encoded',
      true,
      (world) => `${root(world)}/${outOf(world).replace('../', '%2e%2e/')}`,
    ),
    reading(
      'file-through-root-slashes',
      true,
      (world) => `${root(world)}/${outOf(world).replace('../', '..%2f')}`,
    ),
    reading(
      'file-through-root-twice',
      false,
      (world) => `${root(world)}/${outOf(world).replace('../', '%252e%252e%252f')}`,
    ),
    reading('file-link', true, (world) => `file://${address(world.link.path, world)}`),
    reading('file-linked-folder', true, (world) => {
      const name = new WorldPaths(world).nameOf(world.linkedFolder.to.path);
      return `file://${address(world.linkedFolder.path, world)}/${name}`;
    }),
    reading('file-home', false, (world) => `file://${address(world.home.key.path, world)}`),
    reading('path', false, (world) => world.outside.path),
  ];
}

const LIKELY = ['credentials', 'secrets', 'config', 'admin', '.env', 'users', 'tokens', 'keys'];

/** Answered though they are in no list: less than a canary, since some servers offer more than they list. */
function neighbours(given: string): Payload[] {
  const folder = given.slice(0, given.lastIndexOf('/') + 1);
  if (folder === '') return [];
  return LIKELY.map((name) => ({
    id: `neighbour-${name.replace('.', 'dot-')}`,
    isCore: true,
    make: () => ({
      json: JSON.stringify(folder + name),
      expects: [{ kind: 'unlisted' }],
      severity: 'low',
    }),
  }));
}

function reading(id: string, isCore: boolean, write: (world: World) => string | undefined): Payload {
  return {
    id,
    isCore,
    make({ world }) {
      const text = world === undefined ? undefined : write(world);
      return text === undefined ? undefined : { json: JSON.stringify(text), expects: READ };
    },
  };
}
