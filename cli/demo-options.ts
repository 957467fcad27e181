import type { Outcome } from '../protocol/problem.ts';
import { readOpen } from './open-options.ts';
import { addValues, type Name, readWords, SEE_HELP } from './option-table.ts';
import { bad } from './option-values.ts';
import type { Command } from './options.ts';

const FOR_DEMO: readonly Name[] = ['port', 'no-open', 'data-dir', 'name', 'fixed', 'help', 'version'];

/** `demo`: the page, with the practice server that lies in this package. */
export function readDemo(before: string[], after: string[]): Outcome<Command> {
  const first = readWords(before);
  if (!first.ok) return first;
  const second = readWords(after);
  if (!second.ok) return second;
  const { values, words, afterTerminator = [] } = second.value;
  addValues(first.value.values, values);
  if (values.has('help')) return { ok: true, value: { kind: 'help' } };
  if (values.has('version')) return { ok: true, value: { kind: 'version' } };
  const [word] = [...words, ...afterTerminator];
  if (word !== undefined)
    return bad(
      `"${word}" is one word too many after demo.`,
      'A server whose command is demo is started with mcp-sec-inspect -- demo …',
    );
  const other = [...values.keys()].find((name) => !FOR_DEMO.includes(name));
  if (other !== undefined) return bad(`demo takes no --${other}.`, SEE_HELP);
  const open = readOpen(values, { kind: 'demo', isFixed: values.has('fixed') });
  return open.ok ? { ok: true, value: { kind: 'open', options: open.value } } : open;
}
