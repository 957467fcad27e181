import { pointerOf } from '../../../protocol/mcp/read-place.ts';
import type { Text } from '../../text.ts';

const SMALL =
  /^(?:q|query|search|keyword|name|first_?name|last_?name|user_?name|id|.{1,20}_id|city|country|title|subject|number|phone|email|date|lang(?:uage)?|location|topic|word|symbol|ticker|tag|label|category|sidenote|note_?id|ref)$/i;
const MOST = 2000;
const SHAPES: readonly { what: string; line: RegExp; least: number }[] = [
  {
    what: 'lines of a list of users',
    line: /^[a-z_][a-z0-9_-]{0,31}:[^:]{0,200}:\d{1,7}:\d{1,7}:/,
    least: 2,
  },
  { what: 'lines of settings', line: /^(?:export )?[A-Z][A-Z0-9_]{2,60}=\S/, least: 3 },
  { what: 'turns of a conversation', line: /^(?:user|human|assistant|system|ai)\s?:/i, least: 3 },
];

/** What an argument holds that its name does not ask for, in words; of values of calls only. */
export function misplaced(text: Text): string | undefined {
  const { source, message, value } = text;
  if (source.kind !== 'value' || message?.method !== 'tools/call' || value.length < 24) return undefined;
  const name = source.node.key?.name ?? '';
  if (!SMALL.test(name) || !pointerOf(source.node).startsWith('/params/arguments/')) return undefined;
  if (value.includes('\n')) {
    const lines = value
      .slice(0, 20_000)
      .split('\n')
      .map((line) => line.slice(0, 300));
    for (const { what, line, least } of SHAPES)
      if (lines.filter((one) => line.test(one)).length >= least)
        return `The argument “${name.slice(0, 40)}” holds ${what}.`;
  }
  return value.length > MOST
    ? `The argument “${name.slice(0, 40)}” holds ${value.length} characters.`
    : undefined;
}
