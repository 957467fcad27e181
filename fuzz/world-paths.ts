import type { World } from './world.ts';

/** Paths of a world as text: a pure folder knows no disk, and the world may stand on another system than ours. */
export class WorldPaths {
  readonly world: World;
  readonly separator: '/' | '\\';

  constructor(world: World) {
    this.world = world;
    this.separator = world.kind === 'windows' ? '\\' : '/';
  }

  join(...parts: readonly string[]): string {
    return parts.join(this.separator);
  }

  folderOf(path: string): string {
    return path.slice(0, Math.max(path.lastIndexOf(this.separator), 1));
  }

  nameOf(path: string): string {
    return path.slice(path.lastIndexOf(this.separator) + 1);
  }

  /** Both absolute, without `..` in them. */
  relative(from: string, to: string): string {
    const [start, end] = [this.#parts(from), this.#parts(to)];
    let shared = 0;
    while (shared < start.length && start[shared] === end[shared]) shared++;
    return [...start.slice(shared).map(() => '..'), ...end.slice(shared)].join(this.separator);
  }

  /** Without what the first separator stands behind: `/tmp/x` → `tmp/x`, `C:\x` → `x`. */
  belowRoot(path: string): string {
    return path.replace(/^(?:[A-Za-z]:)?[\\/]/, '');
  }

  /** As in an address: forward slashes, one in front, what means something else encoded. */
  inAddress(path: string): string {
    const slashed = path.replaceAll('\\', '/');
    const whole = slashed.startsWith('/') ? slashed : `/${slashed}`;
    return whole
      .split('/')
      .map((part) => encodeURIComponent(part).replace(/%3A/i, ':'))
      .join('/');
  }

  #parts(path: string): string[] {
    return path.split(this.separator).filter((part) => part !== '');
  }
}
