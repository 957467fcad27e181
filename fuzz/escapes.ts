import { seedText } from './affinity.ts';
import type { Expectation, Payload, Position, Subject } from './strategy.ts';
import { WorldPaths } from './world-paths.ts';
import type { World } from './world.ts';

/** Ways that stay below the root as text, or nearly. `path` is what is to appear; without it a canary is to come back. */
interface Escape {
  id: string;
  isCore: boolean;
  text(world: World, paths: WorldPaths, token: string): string | undefined;
  path?(world: World, paths: WorldPaths, token: string): string;
}

const slashed = (path: string): string => path.replaceAll('\\', '/');
const behind = (world: World, path: string): string => path.slice(world.root.length);
const linkedName = (world: World, paths: WorldPaths): string =>
  paths.join(paths.relative(world.root, world.linkedFolder.path), paths.nameOf(world.linkedFolder.to.path));
const beyondLink = (world: World, paths: WorldPaths, token: string): string =>
  paths.join(paths.folderOf(world.linkedFolder.to.path), `${token}.txt`);
const besideRoot = (world: World, paths: WorldPaths, token: string): string =>
  paths.join(paths.folderOf(world.sibling.path), `${token}.txt`);

const ESCAPES: readonly Escape[] = [
  { id: 'sibling-absolute', isCore: true, text: (world) => world.sibling.path },
  {
    id: 'sibling-relative',
    isCore: true,
    text: (world, paths) => paths.relative(world.root, world.sibling.path),
  },
  { id: 'link', isCore: true, text: (world, paths) => paths.relative(world.root, world.link.path) },
  { id: 'link-absolute', isCore: true, text: (world) => world.link.path },
  { id: 'linked-folder', isCore: true, text: linkedName },
  {
    id: 'linked-folder-absolute',
    isCore: true,
    text: (world, paths) => paths.join(world.linkedFolder.path, paths.nameOf(world.linkedFolder.to.path)),
  },
  // From a folder below the root; it goes no higher than the root itself.
  {
    id: 'link-from-below',
    isCore: true,
    text: (world, paths) => paths.join('..', paths.relative(world.root, world.link.path)),
  },
  {
    id: 'linked-folder-from-below',
    isCore: false,
    text: (world, paths) => paths.join('..', linkedName(world, paths)),
  },
  {
    id: 'link-through-folder',
    isCore: false,
    text: (world, paths) => paths.join('notes', '..', paths.relative(world.root, world.link.path)),
  },
  {
    id: 'link-dot',
    isCore: false,
    text: (world, paths) => paths.join('.', paths.relative(world.root, world.link.path)),
  },
  {
    id: 'linked-folder-itself',
    isCore: false,
    text: (world, paths) => paths.nameOf(world.linkedFolder.path),
  },
  // Put behind the root without a separator between them.
  { id: 'sibling-behind', isCore: true, text: (world) => behind(world, world.sibling.path) },
  {
    id: 'sibling-folder',
    isCore: true,
    text: (world, paths) => paths.folderOf(world.sibling.path),
  },
  {
    id: 'sibling-folder-relative',
    isCore: false,
    text: (world, paths) => paths.relative(world.root, paths.folderOf(world.sibling.path)),
  },
  {
    id: 'sibling-from-below',
    isCore: true,
    text: (world, paths) => paths.join('..', paths.relative(world.root, world.sibling.path)),
  },
  {
    id: 'sibling-through-root',
    isCore: false,
    text: (world, paths) => paths.join(world.root, paths.relative(world.root, world.sibling.path)),
  },
  {
    id: 'sibling-encoded',
    isCore: false,
    text: (world, paths) =>
      slashed(paths.relative(world.root, world.sibling.path)).replaceAll('../', '%2e%2e%2f'),
  },
  {
    id: 'sibling-address',
    isCore: true,
    text: (world, paths) => `file://${paths.inAddress(world.sibling.path)}`,
  },
  { id: 'link-address', isCore: false, text: (world, paths) => `file://${paths.inAddress(world.link.path)}` },
  {
    id: 'sibling-other-case',
    isCore: false,
    text: (world) => (world.kind === 'windows' ? world.sibling.path.toUpperCase() : undefined),
  },
];

const NEW: readonly Escape[] = [
  {
    id: 'new-file-linked-folder',
    isCore: true,
    text: (world, paths, token) =>
      paths.join(paths.relative(world.root, world.linkedFolder.path), `${token}.txt`),
    path: beyondLink,
  },
  {
    id: 'new-file-linked-folder-absolute',
    isCore: true,
    text: (world, paths, token) => paths.join(world.linkedFolder.path, `${token}.txt`),
    path: beyondLink,
  },
  {
    id: 'new-file-linked-folder-from-below',
    isCore: false,
    text: (world, paths, token) =>
      paths.join('..', paths.relative(world.root, world.linkedFolder.path), `${token}.txt`),
    path: beyondLink,
  },
  { id: 'new-file-sibling', isCore: true, text: besideRoot, path: besideRoot },
  {
    id: 'new-file-sibling-relative',
    isCore: false,
    text: (world, paths, token) => paths.relative(world.root, besideRoot(world, paths, token)),
    path: besideRoot,
  },
  {
    id: 'new-file-sibling-behind',
    isCore: false,
    text: (world, paths, token) => behind(world, besideRoot(world, paths, token)),
    path: besideRoot,
  },
];

/** By a folder beside the root whose name begins like it, or by a link in the root that leads out. */
export function escapePayloads(
  by: 'sibling' | 'link',
  subject: Subject,
  position: Position | undefined,
): readonly Payload[] {
  if (position === undefined) return [];
  const isBy = ({ id }: Escape): boolean => id.includes('link') === (by === 'link');
  const isWriting = subject.kind === 'tool' && !subject.isReadOnly && !subject.tags.includes('read-only');
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(seedText(position) ?? '')?.[0];
  const escapes = ESCAPES.filter(isBy);
  const all = isWriting ? [...escapes, ...NEW.filter(isBy)] : escapes;
  return [
    ...all.map((escape) => payloadOf(escape)),
    ...(scheme === undefined ? [] : addressed(scheme, escapes)),
  ];
}

/** Where the value is an address of the server's own. */
function addressed(scheme: string, escapes: readonly Escape[]): Payload[] {
  return escapes
    .filter(({ id }) => /^(?:link|linked-folder|sibling-relative)$/.test(id))
    .map((escape) =>
      payloadOf({
        ...escape,
        id: `${escape.id}-scheme`,
        text: (world, paths, token) => scheme + slashed(escape.text(world, paths, token) ?? ''),
      }),
    );
}

function payloadOf({ id, isCore, text, path }: Escape): Payload {
  return {
    id,
    isCore,
    make({ world, token }) {
      if (world === undefined) return undefined;
      const paths = new WorldPaths(world);
      const value = text(world, paths, token);
      const expects: readonly Expectation[] =
        path === undefined ? [{ kind: 'canary' }] : [{ kind: 'file', path: path(world, paths, token) }];
      return value === undefined ? undefined : { json: JSON.stringify(value), expects };
    },
  };
}
