import { FUZZ_USUAL } from '../../protocol/fuzz-limits.ts';
import type { CommandAround, FuzzPlan } from '../../protocol/fuzz.ts';
import type { Target } from '../../protocol/target.ts';
import { plain } from '../copying/pieces.ts';
import { printfOf, shWord } from '../copying/sh.ts';

/** A command line that sends a case of a plan again, with its controls; undefined: a text that was marked by hand. */
export function commandOf({ request }: FuzzPlan, target: Target): CommandAround | undefined {
  const { only = [], strategies = [], seed, budget, allowDestructive, authorisedHost, world } = request;
  if (request.marked !== undefined) return undefined;
  const options: [string, string][] = [
    ...only.map(({ kind, name }): [string, string] => [`--${kind}`, name]),
    ...(strategies.length === 0 ? [] : [['--strategy', strategies.join(',')] as [string, string]]),
    ['--seed', String(seed)],
    ...(budget === FUZZ_USUAL.budget ? [] : [['--budget', String(budget)] as [string, string]]),
    ...allowDestructive.map((name): [string, string] => ['--allow-destructive', name]),
    ...(authorisedHost === undefined ? [] : [['--authorised-host', authorisedHost] as [string, string]]),
  ];
  const words = options.flatMap(([name, value]) => [name, wordOf(value)]);
  return {
    before: ['mcp-sec-inspect fuzz', ...words, '--case '].join(' '),
    after: ['', ...(world ? [] : ['--no-world']), ...targetWords(target)].join(' '),
  };
}

/** A command line that sends one message again, as it is; the folders that were made for a run are no part of it. */
export function commandSending(message: string, target: Target): string {
  const send = ['mcp-sec-inspect send --raw -', ...targetWords(target)].join(' ');
  return `${printfOf(plain(message))} | ${send}`;
}

/** What was typed is typed again; what is kept goes by its name. */
function targetWords({ key, spec, origin }: Target): string[] {
  if (origin !== 'command-line') return ['--', wordOf(key)];
  if (spec.kind === 'stdio') return ['--', wordOf(spec.command), ...spec.args.map(wordOf)];
  return ['--', wordOf(spec.kind === 'recording' ? key : spec.url)];
}

function wordOf(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  return shWord(plain(text)) ?? "''";
}
