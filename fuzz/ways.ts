import { WorldPaths } from './world-paths.ts';
import type { World } from './world.ts';

/** One way of writing a path so that it leads somewhere else than it should. */
export interface Way {
  /** Kebab-case, once in its list. */
  id: string;
  isCore: boolean;
  /** `given`: the valid value, whose folder may be needed in front. Undefined where the system has no such way. */
  text(target: string, world: World, given: string): string | undefined;
}

/** More than any folder is deep; what is too much is nothing, since there is nothing above the top. */
const DEEPEST = 12;

/** How `../` is written so that what looks for it does not see it, and what reads it does. */
const SPELLINGS: readonly { id: string; isCore: boolean; spell(path: string): string }[] = [
  { id: 'plain', isCore: true, spell: (path) => path },
  { id: 'doubled', isCore: true, spell: (path) => path.replaceAll('../', '....//') },
  { id: 'encoded', isCore: true, spell: (path) => path.replaceAll('../', '%2e%2e%2f') },
  { id: 'encoded-twice', isCore: true, spell: (path) => path.replaceAll('../', '%252e%252e%252f') },
  { id: 'slashes-encoded', isCore: true, spell: (path) => path.replaceAll('../', '..%2f') },
  { id: 'all-encoded', isCore: false, spell: (path) => encodeAll(path) },
  { id: 'all-encoded-twice', isCore: false, spell: (path) => encodeAll(path).replaceAll('%', '%25') },
  { id: 'slashes-encoded-twice', isCore: false, spell: (path) => path.replaceAll('../', '..%252f') },
  { id: 'dots-encoded', isCore: false, spell: (path) => path.replaceAll('../', '%2e%2e/') },
  { id: 'one-dot-encoded', isCore: false, spell: (path) => path.replaceAll('../', '.%2e/') },
  { id: 'upper-encoded', isCore: false, spell: (path) => path.replaceAll('../', '%2E%2E%2F') },
  { id: 'mixed', isCore: false, spell: (path) => path.replaceAll('../../', '..%2f../') },
  { id: 'inside-itself', isCore: false, spell: (path) => path.replaceAll('../', '..././') },
  { id: 'around-itself', isCore: false, spell: (path) => path.replaceAll('../', '.../...//') },
  { id: 'two-slashes', isCore: false, spell: (path) => path.replaceAll('../', '..//') },
  { id: 'dot-between', isCore: false, spell: (path) => path.replaceAll('../', '.././') },
  { id: 'backslashes', isCore: true, spell: (path) => path.replaceAll('../', '..\\') },
  { id: 'backslashes-all', isCore: false, spell: (path) => path.replaceAll('/', '\\') },
  { id: 'backslashes-encoded', isCore: false, spell: (path) => path.replaceAll('../', '..%5c') },
  { id: 'backslashes-doubled', isCore: false, spell: (path) => path.replaceAll('../', '....\\/') },
  { id: 'overlong', isCore: false, spell: (path) => path.replaceAll('../', '%c0%ae%c0%ae%c0%af') },
  { id: 'full-width', isCore: false, spell: (path) => path.replaceAll('../', '．．／') },
  { id: 'nul-between', isCore: false, spell: (path) => path.replaceAll('../', '.\0./') },
];

function encodeAll(path: string): string {
  return path.replace(/[./\\]/g, (sign) => (sign === '.' ? '%2e' : sign === '/' ? '%2f' : '%5c'));
}

const slashed = (path: string): string => path.replaceAll('\\', '/');
/** As the system of the world writes it. */
const native = (path: string, world: World): string =>
  world.kind === 'windows' ? path.replaceAll('/', '\\') : path;

/** From the top of the disk, however deep the server stands. */
function fromTop(target: string, world: World): string {
  return '../'.repeat(DEEPEST) + slashed(new WorldPaths(world).belowRoot(target));
}

/** From the root, `more` folders deeper than it. */
function fromRoot(target: string, world: World, more: number): string {
  return '../'.repeat(more) + slashed(new WorldPaths(world).relative(world.root, target));
}

/** A folder that the server surely lets through: that of its valid value. */
function openFolder(given: string): string {
  const path = slashed(given).replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
  const at = path.lastIndexOf('/');
  return at > 0 ? path.slice(0, at + 1) : 'notes/';
}

function depthOf(folder: string): number {
  return folder.split('/').filter((part) => part !== '' && part !== '.').length;
}

/** Out of the folder of the valid value and no further, for those who count. */
function throughFolder(target: string, world: World, given: string): string {
  const folder = openFolder(given);
  const paths = new WorldPaths(world);
  const isAbsolute = folder.startsWith('/') || /^[A-Za-z]:/.test(folder);
  if (isAbsolute) return folder + slashed(paths.relative(native(folder.slice(0, -1), world), target));
  return folder + '../'.repeat(depthOf(folder)) + slashed(paths.relative(world.root, target));
}

const spelled: readonly Way[] = SPELLINGS.map(({ id, isCore, spell }) => ({
  id: `from-top-${id}`,
  isCore,
  text: (target, world) => spell(fromTop(target, world)),
}));

/** Where what goes up further than it needs to is refused. */
const depths: readonly Way[] = Array.from({ length: DEEPEST }, (_, more) => ({
  id: `up-${more + 1}`,
  isCore: more < 2,
  text: (target: string, world: World) => native(fromRoot(target, world, more), world),
}));

const spelledShort: readonly Way[] = SPELLINGS.filter(({ id }) => id !== 'plain').flatMap(({ id, spell }) =>
  [0, 1, 2].map((more) => ({
    id: `up-${more + 1}-${id}`,
    isCore: false,
    text: (target: string, world: World) => spell(fromRoot(target, world, more)),
  })),
);

/** With a folder in front that is let through, for those who look how a path begins. */
const through: readonly Way[] = [
  ...SPELLINGS.map(({ id, isCore, spell }) => ({
    id: `through-folder-${id}`,
    isCore: isCore && ['plain', 'doubled', 'encoded'].includes(id),
    text: (target: string, world: World, given: string) => openFolder(given) + spell(fromTop(target, world)),
  })),
  { id: 'through-folder-exact', isCore: false, text: throughFolder },
];

const inAddress = (path: string, world: World): string => new WorldPaths(world).inAddress(path);

const absolute: readonly Way[] = [
  { id: 'absolute', isCore: true, text: (target) => target },
  { id: 'absolute-two-slashes', isCore: false, text: (target) => `/${slashed(target)}` },
  { id: 'absolute-encoded', isCore: false, text: (target) => encodeURIComponent(target) },
  {
    id: 'absolute-encoded-twice',
    isCore: false,
    text: (target) => encodeURIComponent(encodeURIComponent(target)),
  },
  { id: 'absolute-through-root', isCore: true, text: (target, world) => throughRoot(target, world) },
  {
    id: 'absolute-through-root-encoded',
    isCore: false,
    text: (target, world) => throughRoot(target, world).replaceAll('..', '%2e%2e'),
  },
  {
    id: 'absolute-through-folder',
    isCore: false,
    text: (target, world) => {
      const way = new WorldPaths(world).relative(world.root, target);
      return native(`${world.root}/notes/../${way}`, world);
    },
  },
  { id: 'file-address', isCore: true, text: (target, world) => `file://${inAddress(target, world)}` },
  {
    id: 'file-address-local',
    isCore: false,
    text: (target, world) => `file://localhost${inAddress(target, world)}`,
  },
  { id: 'file-address-short', isCore: false, text: (target, world) => `file:${inAddress(target, world)}` },
  { id: 'file-address-upper', isCore: false, text: (target, world) => `FILE://${inAddress(target, world)}` },
  {
    id: 'file-address-encoded',
    isCore: false,
    text: (target, world) => `file://${inAddress(world.root, world)}/%2e%2e/${slashed(outOf(target, world))}`,
  },
];

function throughRoot(target: string, world: World): string {
  return native(`${world.root}/${new WorldPaths(world).relative(world.root, target)}`, world);
}

/** Without the first `../` of the way from the root. */
function outOf(target: string, world: World): string {
  return slashed(new WorldPaths(world).relative(world.root, target)).replace(/^\.\.\//, '');
}

/** An ending that is cut off or put on by somebody else. */
const endings: readonly Way[] = [
  { id: 'nul', isCore: false, text: (target, world) => `${fromTop(target, world)}\0` },
  { id: 'nul-and-ending', isCore: false, text: (target, world) => `${fromTop(target, world)}\0.png` },
  { id: 'nul-encoded', isCore: false, text: (target, world) => `${fromTop(target, world)}%00.png` },
  { id: 'no-ending', isCore: true, text: (target, world) => fromTop(target, world).replace(/\.\w+$/, '') },
  { id: 'trailing-dot', isCore: false, text: (target, world) => `${fromTop(target, world)}.` },
  { id: 'trailing-space', isCore: false, text: (target, world) => `${fromTop(target, world)} ` },
  { id: 'leading-space', isCore: false, text: (target, world) => ` ${fromTop(target, world)}` },
  { id: 'trailing-slash', isCore: false, text: (target, world) => `${fromTop(target, world)}/` },
  { id: 'with-query', isCore: false, text: (target, world) => `${fromTop(target, world)}?a=b` },
  { id: 'with-fragment', isCore: false, text: (target, world) => `${fromTop(target, world)}#a` },
  {
    id: 'up-1-no-ending',
    isCore: false,
    text: (target, world) => fromRoot(target, world, 0).replace(/\.\w+$/, ''),
  },
  {
    id: 'up-2-no-ending',
    isCore: false,
    text: (target, world) => fromRoot(target, world, 1).replace(/\.\w+$/, ''),
  },
];

const onPosix = (world: World, text: () => string): string | undefined =>
  world.kind === 'posix' ? text() : undefined;
const onWindows = (world: World, text: () => string): string | undefined =>
  world.kind === 'windows' ? text() : undefined;

const bySystem: readonly Way[] = [
  {
    id: 'process-root',
    isCore: false,
    text: (target, world) => onPosix(world, () => `/proc/self/root${target}`),
  },
  {
    id: 'process-folder',
    isCore: false,
    text: (target, world) => onPosix(world, () => `/proc/self/cwd/${fromTop(target, world)}`),
  },
  { id: 'device', isCore: false, text: (target, world) => onWindows(world, () => `\\\\.\\${target}`) },
  { id: 'long-path', isCore: false, text: (target, world) => onWindows(world, () => `\\\\?\\${target}`) },
  {
    id: 'share',
    isCore: false,
    text: (target, world) =>
      onWindows(
        world,
        () => `\\\\localhost\\${target.slice(0, 1)}$\\${new WorldPaths(world).belowRoot(target)}`,
      ),
  },
  { id: 'stream', isCore: false, text: (target, world) => onWindows(world, () => `${target}::$DATA`) },
  {
    id: 'drive-relative',
    isCore: false,
    text: (target, world) =>
      onWindows(world, () => `${target.slice(0, 2)}${native(fromTop(target, world), world)}`),
  },
  { id: 'short-name', isCore: false, text: (target, world) => onWindows(world, () => shortName(target)) },
];

/** As old programs call a folder whose name is long. */
function shortName(path: string): string {
  return path
    .split('\\')
    .map((part) => {
      const [name = '', ending] = part.split('.');
      if (name.length <= 8) return part;
      return `${name.replaceAll(/[ -]/g, '').slice(0, 6).toUpperCase()}~1${ending === undefined ? '' : `.${ending.slice(0, 3).toUpperCase()}`}`;
    })
    .join('\\');
}

/** Ways to any file, those that need least first. */
export const WAYS: readonly Way[] = [
  ...spelled.slice(0, 1),
  ...absolute.slice(0, 1),
  ...spelled.slice(1),
  ...through,
  ...absolute.slice(1),
  ...depths,
  ...endings,
  ...spelledShort,
  ...bySystem,
];
