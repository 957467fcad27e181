import type { SectionName } from '../../protocol/inventory.ts';
import type { SnapshotItem } from '../../protocol/snapshot.ts';

const SECTIONS: readonly SectionName[] = ['server', 'tools', 'prompts', 'resources', 'templates'];

/** By UTF-16 units, the same on every machine. */
export function byUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

type Named = Pick<SnapshotItem, 'section' | 'name' | 'nth'>;

/** The order of items in a lock file; that of the server is not kept. */
export function byPlace(a: Named, b: Named): number {
  return (
    SECTIONS.indexOf(a.section) - SECTIONS.indexOf(b.section) || byUnits(a.name, b.name) || a.nth - b.nth
  );
}

export function keyOf({ section, name, nth }: Named): string {
  return `${section} ${nth} ${name}`;
}
