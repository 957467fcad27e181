// Strings are edited as a person sees them and written so that every escape they did not touch stays.

/** One thing seen in a text box, and the source that makes it. */
interface Unit {
  seen: string;
  source: string;
}

/** JSON text of a string. Lone surrogates become escapes, so that the text stays UTF-8. */
export function quote(text: string): string {
  return JSON.stringify(text);
}

/** A text box turns every line end into `\n`; what it shows has to be compared in its own form. */
export function asBoxText(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/**
 * The JSON string `source` (with its quotes) after a person made `typed` of what a text box showed of
 * it. What stands before and behind the change keeps its spelling: `\/`, `\u202e`, `\r\n`.
 */
export function retype(source: string, typed: string): string {
  const units = unitsOf(source);
  let first = 0;
  let at = 0;
  while (first < units.length && typed.startsWith(units[first]!.seen, at)) at += units[first++]!.seen.length;
  let last = units.length;
  let end = typed.length;
  while (last > first) {
    const { seen } = units[last - 1]!;
    if (end - seen.length < at || !typed.startsWith(seen, end - seen.length)) break;
    end -= seen.length;
    last--;
  }
  if (first === units.length && at === typed.length) return source;
  const kept = (from: number, to: number): string =>
    units
      .slice(from, to)
      .map((unit) => unit.source)
      .join('');
  return `"${kept(0, first)}${quote(typed.slice(at, end)).slice(1, -1)}${kept(last, units.length)}"`;
}

/** Line ends and pairs of surrogates are one thing each; a half of either would be another text. */
const UNIT =
  /(?:\\r|\\u000[dD])(?:\\n|\\u000[aA])|\\u[0-9a-fA-F]{4}|\\[\s\S]|[\ud800-\udbff][\udc00-\udfff]|[\s\S]/g;

function unitsOf(source: string): Unit[] {
  const found = source.slice(1, -1).match(UNIT) ?? [];
  return found.map((unit) => ({ source: unit, seen: seenOf(unit) }));
}

function seenOf(unit: string): string {
  if (!unit.startsWith('\\')) return unit;
  return asBoxText(JSON.parse(`"${unit}"`) as string);
}
