import type { Finding, Severity } from '../../protocol/finding.ts';
import type { FrameHead } from '../../protocol/frame.ts';
import type { SnapshotItem } from '../../protocol/snapshot.ts';
import { Inspection } from '../engine.ts';
import type { FrameBytes } from '../message.ts';
import { compilePack, type Pack } from '../pack.ts';
import type { Rule } from '../rule.ts';
import { capabilitiesOf, type CapabilityTag } from '../support/capabilities.ts';
import { isServerRow, type Offered } from './offered.ts';
import { rankOf } from './rank.ts';
import { itemText } from './snapshot-item.ts';

/** What a rule found in an item, and what it hangs on: the same text found elsewhere in the item is not new. */
export interface Found {
  readonly finding: Finding;
  /** Where in the item, as a pointer. */
  readonly pointer: string;
  readonly words: string;
}

/** Families that speak of texts a model obeys: another text is another problem, wherever the rule had spoken before. */
const OF_TEXTS: ReadonlySet<string> = new Set(['hidden', 'injection', 'naming', 'exfiltration']);
const METHODS = {
  server: 'initialize',
  tools: 'tools/list',
  prompts: 'prompts/list',
  resources: 'resources/list',
  templates: 'resources/templates/list',
} as const;
const LISTS = { tools: 'tools', prompts: 'prompts', resources: 'resources', templates: 'resourceTemplates' };
const MOST_NAMED = 200;
/** Of an item in one wording what was found is remembered: after a decision, or with the next snapshot, it is asked for again. */
const MOST_REMEMBERED = 4000;
const MOST_WORDS_REMEMBERED = 10_000;

/** What never speaks of the definition of an item: heads of HTTP, what a server asks for, and answers nobody waits for. */
const NOT_OF_ITEMS: ReadonlySet<string> = new Set(['http', 'asking', 'unsolicited-answer']);

const utf8 = new TextEncoder();
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Runs the inspection rules over single items, as if a server offered nothing else. What needs other servers to be
 * seen is not judged; of the server's own tools those are known that the item names.
 */
export class DriftJudge {
  readonly hash: (text: string) => string;
  #pack: Pack;
  #remembered = new Map<string, Found[]>();

  constructor({ pack, hash }: { pack: Pack; hash: (text: string) => string }) {
    const isOfItems = ({ meta }: Rule): boolean =>
      !NOT_OF_ITEMS.has(meta.family) && !NOT_OF_ITEMS.has(meta.id);
    this.#pack = compilePack(pack.rules.filter(isOfItems), hash);
    this.hash = hash;
  }

  /** The worst first, as far as the rules order them. `names`: of all tools on that side. */
  findings(item: SnapshotItem, names: ReadonlySet<string>): readonly Found[] {
    const text = itemText(item, this.hash);
    const known = item.section === 'server' ? [] : namedIn(text, names, item.name);
    const key = JSON.stringify([item.section, item.name, item.hash, known]);
    const remembered = this.#remembered.get(key);
    if (remembered !== undefined) return remembered;
    const found = this.#look(item, text, known);
    if (found.reduce((sum, { words }) => sum + words.length, key.length) > MOST_WORDS_REMEMBERED)
      return found;
    if (this.#remembered.size >= MOST_REMEMBERED)
      this.#remembered.delete(this.#remembered.keys().next().value!);
    this.#remembered.set(key, found);
    return found;
  }

  #look(item: SnapshotItem, text: string, known: readonly string[]): Found[] {
    const { hash } = this;
    const inspection = new Inspection({
      pack: this.#pack,
      session: 'drift',
      target: { key: 'drift', transport: 'recording' },
      hash,
    });
    if (known.length > 0) {
      inspection.take(asked(1, 'tools/list', undefined));
      inspection.take(answered(2, 1, { tools: known.map((name) => ({ name })) }));
    }
    // Behind a cursor, what the answer lists is added to what is known already. A list is known by its member.
    if (known.length > 0 || item.section === 'server') inspection.take(asked(3, METHODS[item.section], '1'));
    const { frame, from, to } = frameOf(item, text);
    const found = [...inspection.take(frame).findings, ...inspection.end().findings];
    return found
      .filter(({ evidence: [first] }) => first!.frame === frame.seq && first!.from >= from && first!.to <= to)
      .map((finding) => ({
        finding,
        pointer: pointerInItem(finding, item),
        words: finding.evidence
          .map(({ from, to, shown }) => `${lenient.decode(frame.raw.subarray(from, to))} ${shown ?? ''}`)
          .join('\n'),
      }));
  }

  /** What is found in `after` and was not in `before`, or was milder there. */
  newFindings(
    before: { item: SnapshotItem; names: ReadonlySet<string> },
    after: { item: SnapshotItem; names: ReadonlySet<string> },
  ): readonly Found[] {
    const now = this.findings(after.item, after.names);
    if (now.length === 0) return now;
    const worst = new Map<string, number>();
    for (const found of this.findings(before.item, before.names))
      for (const key of keysOf(found))
        worst.set(key, Math.max(worst.get(key) ?? -1, rankOf(found.finding.severity)));
    return now.filter(
      (found) => !keysOf(found).some((key) => (worst.get(key) ?? -1) >= rankOf(found.finding.severity)),
    );
  }

  /** What a tool can do, from its words. */
  tags(tool: Offered): CapabilityTag[] {
    if (tool.item.section !== 'tools') return [];
    const properties = tool.field('inputSchema')?.member('properties')?.members ?? new Map<string, never>();
    const isAddress = (format: string | undefined): boolean => format === 'uri' || format === 'url';
    const parameters = [...properties].slice(0, MOST_PARAMETERS);
    return capabilitiesOf({
      name: tool.item.name,
      description: (tool.string('description') ?? '').slice(0, MOST_OF_A_DESCRIPTION),
      parameters: parameters.map(([name]) => name),
      addresses: parameters
        .filter(([, value]) => isAddress(value.member('format')?.string))
        .map(([name]) => name),
    });
  }
}

const MOST_PARAMETERS = 500;
const MOST_OF_A_DESCRIPTION = 4000;

export function isOfTexts({ finding }: Found): boolean {
  return OF_TEXTS.has(finding.family);
}

/** Severity of a finding that an item did not have before. */
export function severityOfNew(found: Found): Severity {
  return isOfTexts(found) && rankOf(found.finding.severity) >= rankOf('medium')
    ? 'critical'
    : found.finding.severity;
}

/** The same rule at the same words; what is no matter of words is the same problem while it is in the same place. */
function keysOf(found: Found): string[] {
  const { rule, title } = found.finding;
  const byWords = JSON.stringify([rule, found.words]);
  return isOfTexts(found) ? [byWords] : [byWords, JSON.stringify([rule, title, found.pointer, ''])];
}

/** Own tools that an item speaks of: a name of another server's would be worse. */
function namedIn(text: string, names: ReadonlySet<string>, own: string): string[] {
  const found = new Set<string>();
  for (const word of text.match(NAME) ?? []) {
    const name = names.has(word) ? word : word.replace(/[.:]$/, '');
    if (name !== own && names.has(name)) found.add(name);
    if (found.size >= MOST_NAMED) break;
  }
  return [...found];
}

const NAME = /[\w.:/-]+/g;

function pointerInItem({ evidence: [first] }: Finding, item: SnapshotItem): string {
  const depth = item.section === 'server' ? 1 : 3;
  const steps = (first!.pointer ?? '').split('/').slice(1);
  const inside = steps.slice(isServerRow(item) ? depth + 1 : depth);
  return inside.map((step) => `/${step}`).join('');
}

function frameOf(item: SnapshotItem, text: string): { frame: FrameBytes; from: number; to: number } {
  const [open, close] =
    item.section === 'server'
      ? isServerRow(item)
        ? [`{${JSON.stringify(item.name)}:`, '}']
        : ['', '']
      : [`{"${LISTS[item.section]}":[`, ']}'];
  const head = utf8.encode(`{"jsonrpc":"2.0","id":3,"result":${open}`);
  const body = utf8.encode(text);
  const tail = utf8.encode(`${close}}`);
  const raw = new Uint8Array(head.length + body.length + tail.length);
  raw.set(head);
  raw.set(body, head.length);
  raw.set(tail, head.length + body.length);
  return { frame: frame(4, 'client', raw), from: head.length, to: head.length + body.length };
}

function asked(id: number, method: string, cursor: string | undefined): FrameBytes {
  const params = cursor === undefined ? {} : { cursor };
  return frame(id, 'server', utf8.encode(JSON.stringify({ jsonrpc: '2.0', id, method, params })));
}

function answered(seq: number, id: number, result: unknown): FrameBytes {
  return frame(seq, 'client', utf8.encode(JSON.stringify({ jsonrpc: '2.0', id, result })));
}

function frame(seq: number, toward: 'server' | 'client', raw: Uint8Array): FrameBytes {
  const head: FrameHead = {
    channel: toward === 'client' ? 'stdout' : 'stdin',
    toward,
    leg: 'server',
    author: toward === 'client' ? 'server' : 'client',
    wall: seq,
    mono: seq,
  };
  return { seq, head, raw, payload: raw };
}
