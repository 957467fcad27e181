import type { Change, Drift, ItemDrift } from '../protocol/drift.ts';
import type { SectionName } from '../protocol/inventory.ts';
import type { Snapshot, SnapshotItem } from '../protocol/snapshot.ts';
import { withoutExpected } from './expected.ts';

/** A member that not every revision knows. `path`: within the item; a number in a pointer stands as `*`. */
interface EraField {
  readonly sections: readonly SectionName[];
  readonly path: string;
  readonly from: string;
  /** The last revision that knows it. */
  readonly until?: string;
}

const OFFERED: readonly SectionName[] = ['tools', 'prompts', 'resources', 'templates'];

/**
 * Read off `schema/REVISION/schema.json` of the specification, 2024-11-05 to 2026-07-28: Tool, Prompt,
 * PromptArgument, Resource, ResourceTemplate, Annotations, Implementation, ServerCapabilities, DiscoverResult.
 */
const ERA_FIELDS: readonly EraField[] = [
  { sections: ['tools'], path: '/annotations', from: '2025-03-26' },
  { sections: ['tools'], path: '/outputSchema', from: '2025-06-18' },
  { sections: ['tools'], path: '/execution', from: '2025-11-25', until: '2025-11-25' },
  { sections: OFFERED, path: '/title', from: '2025-06-18' },
  { sections: OFFERED, path: '/_meta', from: '2025-06-18' },
  { sections: OFFERED, path: '/icons', from: '2025-11-25' },
  { sections: ['prompts'], path: '/arguments/*/title', from: '2025-06-18' },
  { sections: ['resources', 'templates'], path: '/annotations/lastModified', from: '2025-06-18' },
  { sections: ['server'], path: '/serverInfo/title', from: '2025-06-18' },
  { sections: ['server'], path: '/serverInfo/icons', from: '2025-11-25' },
  { sections: ['server'], path: '/serverInfo/websiteUrl', from: '2025-11-25' },
  { sections: ['server'], path: '/serverInfo/description', from: '2025-11-25' },
  { sections: ['server'], path: '/capabilities/completions', from: '2025-03-26' },
  { sections: ['server'], path: '/capabilities/tasks', from: '2025-11-25', until: '2025-11-25' },
  { sections: ['server'], path: '/capabilities/extensions', from: '2026-07-28' },
  { sections: ['server'], path: '/supportedVersions', from: '2026-07-28' },
  { sections: ['server'], path: '/resultType', from: '2026-07-28' },
  { sections: ['server'], path: '/ttlMs', from: '2026-07-28' },
  { sections: ['server'], path: '/cacheScope', from: '2026-07-28' },
  { sections: ['server'], path: '/protocolVersion', from: '2024-11-05', until: '2025-11-25' },
];

/** Without what is missing on one side because the revision spoken there does not know it. */
export function withoutEraFields(drift: Drift, before: Snapshot, after: Snapshot): Drift {
  const [befores, afters] = [itemsOf(before), itemsOf(after)];
  return withoutExpected(drift, (change, item) => {
    // Which revision is spoken is what was asked for.
    if (item.section === 'server' && item.name === 'protocolVersion') return true;
    const path = pathOf(change, item);
    const isOfEra = (field: EraField, revision: string | undefined, items: Items, value?: string): boolean =>
      field.sections.includes(item.section) &&
      (path === field.path || path.startsWith(`${field.path}/`)) &&
      !isKnown(field, revision) &&
      (value === undefined || isNewFinding(change)) &&
      !hasField(itemOf(items, item), field);
    return ERA_FIELDS.some(
      (field) =>
        isOfEra(field, before.source.revision, befores, change.before) ||
        isOfEra(field, after.source.revision, afters, change.after),
    );
  });
}

function isNewFinding({ kind }: Change): boolean {
  return kind === 'new-finding';
}

/** Revisions are dates, and sort as they read. */
function isKnown({ from, until }: EraField, revision: string | undefined): boolean {
  return revision === undefined || (revision >= from && (until === undefined || revision <= until));
}

/** Of the server there is an item for each member of its answer, whose name is the first step. */
function pathOf({ pointer = '' }: Change, { section, name }: ItemDrift): string {
  return `${section === 'server' ? `/${name}` : ''}${pointer}`.replaceAll(/\/\d+(?=\/|$)/g, '/*');
}

type Items = ReadonlyMap<string, SnapshotItem>;

/** By section, name and number: a server may offer a hundred thousand. */
function itemsOf({ items }: Snapshot): Items {
  return new Map(items.map((item) => [spell(item.section, item.name, item.nth), item]));
}

function itemOf(items: Items, { section, name, was, nth }: ItemDrift): SnapshotItem | undefined {
  for (const one of [name, was])
    for (const which of one === undefined ? [] : [nth, 1]) {
      const found = items.get(spell(section, one!, which));
      if (found !== undefined) return found;
    }
  return undefined;
}

function spell(section: SectionName, name: string, nth: number): string {
  return `${section}/${nth}/${name}`;
}

/** Sent all the same, the field can be compared. Deeper members are known by the change itself. */
function hasField(item: SnapshotItem | undefined, { sections, path }: EraField): boolean {
  const [, name, ...deeper] = path.split('/');
  if (item === undefined || sections.includes('server') || deeper.length > 0) return false;
  return item.fields.some((field) => field.name === name);
}
