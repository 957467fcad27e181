import { MOST_SPARED } from './messages.ts';
import { doingIn } from './doing-words.ts';
import { readJson } from '../../protocol/json/read.ts';
import { schemaOf } from '../../protocol/schema/schema.ts';
import { startOf } from '../../protocol/schema/start.ts';
import type { SnapshotItem } from '../../protocol/snapshot.ts';

/** A tool that may be tried with made-up arguments, by its place among the tools. */
export interface HarmlessCall {
  at: number;
  tool: string;
  args: string;
}

export interface HarmlessCalls {
  /** Those that ask for least first. */
  calls: HarmlessCall[];
  spared: { tool: string; why: string }[];
  sparedCount: number;
}

const MOST_CALLS = 12;
const LONGEST_NAME = 128;
/** So that a plan shows them whole. */
const LONGEST_ARGS = 240;

/** Which tools say that they only read, and what they can be called with. Pure: texts in, calls out. */
export function harmlessCalls(tools: readonly SnapshotItem[]): HarmlessCalls {
  const twice = repeated(tools);
  const found: (HarmlessCall & { needs: number })[] = [];
  const spared: HarmlessCalls['spared'] = [];
  let sparedCount = 0;
  for (const [at, tool] of tools.entries()) {
    const made = callOf(tool, twice);
    if (typeof made !== 'string') found.push({ ...made, at });
    else {
      sparedCount++;
      if (spared.length < MOST_SPARED) spared.push({ tool: tool.name, why: made });
    }
  }
  const ordered = found.toSorted((a, b) => a.needs - b.needs || a.at - b.at);
  for (const { tool } of ordered.slice(MOST_CALLS)) {
    sparedCount++;
    if (spared.length < MOST_SPARED) spared.push({ tool, why: 'enough others are called' });
  }
  const calls = ordered.slice(0, MOST_CALLS).map(({ at, tool, args }) => ({ at, tool, args }));
  return { calls, spared, sparedCount };
}

/** A call, or why there is none. */
function callOf(
  tool: SnapshotItem,
  twice: ReadonlySet<string>,
): { tool: string; args: string; needs: number } | string {
  const { name } = tool;
  if (name === '' || name.length > LONGEST_NAME) return 'its name is empty, or too long to call it by';
  if (twice.has(name)) return 'another tool has the same name';
  const hints = hintsOf(tool);
  if (hints.destructive === true) return 'it says that it may destroy something';
  if (hints.readOnly !== true) return 'it does not say that it only reads';
  const does = doingIn(name, textsOf(tool));
  if (does !== undefined) return `it says that it only reads, ${does}`;
  return argumentsFor(tool);
}

function argumentsFor({
  name,
  fields,
}: SnapshotItem): { tool: string; args: string; needs: number } | string {
  const text = fields.find((field) => field.name === 'inputSchema')?.text;
  if (text === undefined) return { tool: name, args: '{}', needs: 0 };
  const document = readJson(text);
  if (document.root === undefined) return 'its input schema cannot be read';
  const field = schemaOf(document, document.root).field();
  if (field.kind !== 'object') return 'its input schema does not ask for an object';
  const start = startOf(field);
  const [leftOut] = start.leftOut;
  if (leftOut !== undefined) return `its arguments cannot be made up: ${leftOut}`;
  if (start.text.length > LONGEST_ARGS)
    return `the arguments made up for it are longer than ${LONGEST_ARGS} characters: name a call of it yourself`;
  return {
    tool: name,
    args: start.text,
    needs: field.properties.filter(({ isRequired }) => isRequired).length,
  };
}

function hintsOf({ fields }: SnapshotItem): { readOnly: unknown; destructive: unknown } {
  const hints = valueOf(fields, 'annotations');
  return { readOnly: own(hints, 'readOnlyHint'), destructive: own(hints, 'destructiveHint') };
}

/** What a model and a person are told of it. */
function textsOf({ fields }: SnapshotItem): string[] {
  const hints = valueOf(fields, 'annotations');
  const told = [valueOf(fields, 'title'), own(hints, 'title'), valueOf(fields, 'description')];
  return told.filter((text) => typeof text === 'string');
}

function valueOf(fields: SnapshotItem['fields'], name: string): unknown {
  const text = fields.find((field) => field.name === name)?.text;
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // SyntaxError: what is no JSON promises nothing.
    return undefined;
  }
}

function own(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

function repeated(tools: readonly SnapshotItem[]): Set<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { name } of tools) (seen.has(name) ? twice : seen).add(name);
  return twice;
}
