import { FUZZ_USUAL } from '../../protocol/fuzz-limits.ts';
import type { CommandAround, FuzzPlan } from '../../protocol/fuzz.ts';
import type { Target } from '../../protocol/target.ts';
import { plain } from '../copying/pieces.ts';
import { shWord } from '../copying/sh.ts';

/** A command line that sends a case of a plan again, with its controls; what no terminal can say is said of the page. */
export function commandOf({ request }: FuzzPlan, target: Target): CommandAround {
  const { only = [], strategies = [], seed, budget, allowDestructive, authorisedHost, world } = request;
  if (request.marked !== undefined || only.some(({ kind }) => kind !== 'tool'))
    return { before: `# only in the page: seed ${seed}, case `, after: '' };
  const options: [string, string][] = [
    ...only.map(({ name }): [string, string] => ['--tool', name]),
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
