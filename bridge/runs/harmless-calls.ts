import { MOST_SPARED } from './messages.ts';
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
const LONGEST_ARGS = 4000;

/** Words in a name that speak of doing something, whatever is claimed of it. */
const DOES: ReadonlySet<string> = new Set(
  [
    'add allow append apply approve archive assign ban bid block book buy call cancel clear close commit',
    'confirm copy create delete deny deploy destroy disable dispatch drain drop edit email empty enable',
    'erase eval exec execute export flush fork format forward grant import insert install invite invoke',
    'kick kill launch lock mail merge mint modify move mute mv notify order overwrite patch pay post',
    'publish purge push put reboot refund register reject remove rename replace reply reset restart',
    'restore revoke rm run save schedule send set share shutdown sign spawn stake start stop store submit',
    'subscribe swap terminate trade transfer trigger truncate uninstall unlink unlock update upload vote',
    'wipe withdraw write',
  ].flatMap((line) => line.split(' ')),
);

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
  const does = wordsOf(name).find(isDoing);
  if (does !== undefined) return `it says that it only reads, and is called “${does}”`;
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
  if (start.text.length > LONGEST_ARGS) return 'its arguments would be very long';
  return {
    tool: name,
    args: start.text,
    needs: field.properties.filter(({ isRequired }) => isRequired).length,
  };
}

function hintsOf({ fields }: SnapshotItem): { readOnly: unknown; destructive: unknown } {
  const none = { readOnly: undefined, destructive: undefined };
  const text = fields.find((field) => field.name === 'annotations')?.text;
  if (text === undefined) return none;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return none;
    const own = (name: string): unknown =>
      Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
    return { readOnly: own('readOnlyHint'), destructive: own('destructiveHint') };
  } catch {
    // SyntaxError: what is no JSON promises nothing.
    return none;
  }
}

/** Also as `deletes`, `deleted`, `deleting`, `dropped`. */
function isDoing(word: string): boolean {
  const lower = word.toLowerCase();
  const stem = lower.replace(/(?:ies|ied|ying)$/, 'y');
  const cut = lower.replace(/(?:ed|ing|es|s|d)$/, '');
  const once = cut.replace(/([a-z])\1$/, '$1');
  return [lower, lower.replace(/s$/, ''), stem, cut, `${cut}e`, once].some((form) => DOES.has(form));
}

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z]+/)
    .filter(Boolean);
}

function repeated(tools: readonly SnapshotItem[]): Set<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { name } of tools) (seen.has(name) ? twice : seen).add(name);
  return twice;
}
