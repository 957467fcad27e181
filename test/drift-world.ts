import { createHash } from 'node:crypto';
import { DriftJudge, diffSnapshots, snapshotItem } from '../inspect/drift/index.ts';
import { compilePack, RULES } from '../inspect/index.ts';
import type { Drift, ItemDrift } from '../protocol/drift.ts';
import type { SectionName } from '../protocol/inventory.ts';
import type { Snapshot, SnapshotSource } from '../protocol/snapshot.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const utf8 = new TextEncoder();

let judge: DriftJudge | undefined;
/** With all rules; compiled once for a file of tests. */
export function ourJudge(): DriftJudge {
  return (judge ??= new DriftJudge({ pack: compilePack(RULES, sha256), hash: sha256 }));
}

/** What a server offers, as objects or as JSON text. */
export interface Offer {
  server?: Record<string, unknown>;
  tools?: readonly unknown[];
  prompts?: readonly unknown[];
  resources?: readonly unknown[];
  templates?: readonly unknown[];
  source?: Partial<SnapshotSource>;
  unread?: readonly SectionName[];
}

const SOURCE: SnapshotSource = {
  target: 't',
  profile: 'ourselves',
  principal: 'none',
  transport: 'stdio',
  era: 'handshake',
  provenance: { command: 'node server.js' },
};
const NAMED = { tools: 'name', prompts: 'name', resources: 'uri', templates: 'uriTemplate' } as const;

export function snapshotOf(offer: Offer): Snapshot {
  const counts = new Map<string, number>();
  const item = (section: SectionName, name: string, value: unknown) => {
    const key = `${section} ${name}`;
    const nth = (counts.get(key) ?? 0) + 1;
    counts.set(key, nth);
    const text = typeof value === 'string' && section !== 'server' ? value : JSON.stringify(value);
    return snapshotItem(section, name, nth, utf8.encode(text), sha256);
  };
  const items = Object.entries(offer.server ?? {}).map(([name, value]) => item('server', name, value));
  for (const section of ['tools', 'prompts', 'resources', 'templates'] as const)
    for (const value of offer[section] ?? []) {
      const read = (typeof value === 'string' ? JSON.parse(value) : value) as Record<string, unknown>;
      items.push(item(section, String(read[NAMED[section]]), value));
    }
  return {
    source: { ...SOURCE, ...offer.source },
    at: 0,
    items,
    unread: (offer.unread ?? []).map((section) => ({ section, words: 'it broke off' })),
  };
}

export function driftOf(before: Offer, after: Offer): Drift {
  return diffSnapshots(snapshotOf(before), snapshotOf(after), ourJudge());
}

/** `kind severity pointer` of every change, in their order. */
export function linesOf(drift: Drift): string[] {
  return drift.items.flatMap(({ changes }) =>
    changes.map(
      ({ kind, severity, pointer }) => `${kind} ${severity}${pointer === undefined ? '' : ` ${pointer}`}`,
    ),
  );
}

export function saysOf(items: readonly ItemDrift[]): string[] {
  return items.flatMap(({ changes }) => changes.map(({ says }) => says));
}
