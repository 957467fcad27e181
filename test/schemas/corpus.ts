import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv';
import { nodeAt } from '../../protocol/json/pointer.ts';
import { readJson } from '../../protocol/json/read.ts';
import { stringOf, textOf, valueOf } from '../../protocol/json/value.ts';
import { measure } from './measure.ts';

export interface Total {
  rows: number;
  schemas: number;
  fields: number;
  kinds: Map<string, number>;
  raw: Map<string, number>;
  notes: Map<string, number>;
  leaves: number;
  defaults: number;
  branches: { tried: number; found: number };
  /** Start values that ajv finds valid; not valid, with why; schemas that ajv cannot compile. */
  valid: number;
  invalid: Map<string, number>;
  uncompiled: number;
  problems: string[];
  slowest: { name: string; ms: number };
  mostWork: number;
}

/** Lines of `{"tool": {"name", "inputSchema"}}`; each distinct schema text once. */
export function measureLines(lines: readonly string[], now: () => number): Total {
  const total: Total = {
    rows: 0,
    schemas: 0,
    fields: 0,
    kinds: new Map(),
    raw: new Map(),
    notes: new Map(),
    leaves: 0,
    defaults: 0,
    branches: { tried: 0, found: 0 },
    valid: 0,
    invalid: new Map(),
    uncompiled: 0,
    problems: [],
    slowest: { name: '', ms: 0 },
    mostWork: 0,
  };
  const seen = new Set<string>();
  for (const line of lines) {
    if (line.trim() === '') continue;
    total.rows++;
    const document = readJson(line);
    const node = nodeAt(document.root, ['tool', 'inputSchema']);
    if (node === undefined || seen.has(textOf(document, node))) continue;
    seen.add(textOf(document, node));
    total.schemas++;
    const name = stringOf(document, nodeAt(document.root, ['tool', 'name'])) ?? '';
    const from = now();
    const found = measure(document, node);
    const ms = now() - from;
    if (ms > total.slowest.ms) total.slowest = { name, ms };
    total.mostWork = Math.max(total.mostWork, found.work);
    for (const [kind, count] of found.kinds) {
      total.fields += count;
      add(total.kinds, kind, count);
    }
    for (const why of found.raw) add(total.raw, groupOf(why));
    for (const note of found.notes) add(total.notes, groupOf(note));
    total.leaves += found.leaves;
    total.defaults += found.defaults;
    total.branches.tried += found.branches.tried;
    total.branches.found += found.branches.found;
    total.problems.push(...found.problems.map((problem) => `${name}: ${problem}`));
    const verdict = judge(valueOf(document, node), found.start);
    if (verdict === 'valid') total.valid++;
    else if (verdict === 'uncompiled') total.uncompiled++;
    else add(total.invalid, verdict);
  }
  return total;
}

/** What ajv says of a start value: `valid`, `uncompiled`, or the first keyword that it breaks. */
export function judge(schema: unknown, text: string): string {
  const isNew = /2020-12|2019-09/.test(String((schema as { $schema?: unknown })?.$schema));
  const options = { strict: false, validateFormats: false, logger: false as const, validateSchema: false };
  let validate: ValidateFunction;
  try {
    validate = (isNew ? new Ajv2020(options) : new Ajv(options)).compile(schema as object);
  } catch {
    // Malformed schemas, $refs that lead nowhere: what is said of those is counted under raw.
    return 'uncompiled';
  }
  if (validate(JSON.parse(text))) return 'valid';
  const [first] = validate.errors ?? [];
  return first === undefined ? 'unknown' : first.keyword;
}

function add<Key>(counts: Map<Key, number>, key: Key, count = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

/** A note without what is special to one schema. */
function groupOf(note: string): string {
  return note
    .replace(/^Names that match .*/, 'Names that match …')
    .replace(/^With .*/, 'With … also …')
    .replace(
      /(known here|Not allowed|If|One of|Each name|Some item|twice, the last one counts|nor allowed): .*/,
      '$1 …',
    )
    .replace(/\(.*\)/, '(…)')
    .replace(/leads nowhere: .*/, 'leads nowhere')
    .replace(/^[\d,]+ /, 'N ');
}

export function tableOf(total: Total): string {
  const lines = [
    `${total.schemas} distinct schemas of ${total.rows} tools, ${total.fields} fields`,
    '',
    ...section('fields by kind', total.kinds),
    ...section('fell back to raw, and why', total.raw),
    ...section('notes', total.notes),
    `properties set one by one      ${total.leaves}`,
    `defaults found as they stand   ${total.defaults}`,
    `branches found again           ${total.branches.found} of ${total.branches.tried}`,
    `start values valid by ajv      ${total.valid} of ${total.schemas - total.uncompiled} (${total.uncompiled} schemas ajv cannot compile)`,
    ...section('start values not valid, first keyword', total.invalid),
    `slowest schema                 ${total.slowest.ms.toFixed(1)} ms (${total.slowest.name})`,
    `most steps for one schema      ${total.mostWork}`,
    `defaults lost, texts changed   ${total.problems.length}`,
    ...total.problems.slice(0, 20).map((problem) => `  ${problem}`),
  ];
  return lines.join('\n');
}

function section(title: string, counts: Map<string, number>): string[] {
  const rows = [...counts].sort(([, a], [, b]) => b - a);
  return [title, ...rows.map(([name, count]) => `  ${String(count).padStart(6)}  ${name}`), ''];
}
