import type { Severity } from '../../../protocol/finding.ts';
import { quoted } from '../../support/words.ts';
import type { Value } from '../value.ts';
import { below, type FieldComparer, type FieldPair, type Report } from './comparer.ts';
import { compareAny } from './other.ts';
import { riskOf } from './parameter-words.ts';
import { compareProse } from './prose.ts';

/** What a prompt wants to be told, by name. */
export const promptArguments: FieldComparer = {
  subject: 'prompt arguments',
  takes: (section, field) => section === 'prompts' && field === 'arguments',
  compare(pair, report) {
    const { called, pointer, before, after } = pair;
    const [olds, news] = [byName(before), byName(after)];
    if (olds === undefined || news === undefined) {
      compareAny({ what: `The arguments of ${called}`, pointer, severity: 'medium', before, after }, report);
      return;
    }
    for (const [name, { value, at }] of news) {
      const old = olds.get(name);
      if (old === undefined) added(pair, name, value, at, report);
      else if (old.value.text !== value.text) changed(pair, name, old.value, value, at, report);
    }
    for (const [name, { value, at }] of olds)
      if (!news.has(name))
        report({
          kind: 'parameter-removed',
          severity: 'low',
          pointer: below(pointer, String(at)),
          before: value,
          says: `${called} no longer takes the argument ${quoted(name, 60)}.`,
        });
    const order = (names: Iterable<string>): string =>
      JSON.stringify([...names].filter((name) => olds.has(name) && news.has(name)));
    if (order(olds.keys()) !== order(news.keys()))
      report({
        kind: 'moved',
        severity: 'info',
        pointer,
        says: `The arguments of ${called} stand in another order.`,
      });
  },
};

/** Undefined: no list of arguments that each have a name of their own. */
function byName(list: Value | undefined): Map<string, { value: Value; at: number }> | undefined {
  const found = new Map<string, { value: Value; at: number }>();
  if (list === undefined) return found;
  if (list.kind !== 'array') return undefined;
  for (const [at, value] of list.items.entries()) {
    const name = value.member('name')?.string;
    if (name === undefined || found.has(name) || value.hasRepeatedKeys) return undefined;
    found.set(name, { value, at });
  }
  return found;
}

function added({ called, pointer }: FieldPair, name: string, value: Value, at: number, report: Report): void {
  const risk = riskOf(name);
  const isRequired = value.member('required')?.kind === 'true';
  const severity: Severity = isRequired || risk !== undefined ? 'high' : 'medium';
  report({
    kind: isRequired ? 'parameter-required' : 'parameter-added',
    severity,
    pointer: below(pointer, String(at)),
    after: value,
    says: `${called} ${isRequired ? 'asks for' : 'takes'} a new argument ${quoted(name, 60)}${risk === undefined ? '' : `; ${risk}`}.`,
  });
}

function changed(
  { called, pointer }: FieldPair,
  name: string,
  before: Value,
  after: Value,
  at: number,
  report: Report,
): void {
  for (const key of new Set([...before.members.keys(), ...after.members.keys()])) {
    const [was, is] = [before.member(key), after.member(key)];
    if (was?.text === is?.text) continue;
    const sides = { pointer: below(pointer, String(at), key), before: was, after: is };
    const what = `the argument ${quoted(name, 60)} of ${called}`;
    const [needed, needs] = [was?.kind === 'true', is?.kind === 'true'];
    if (key === 'required' && needed !== needs)
      report({
        ...sides,
        kind: needs ? 'parameter-required' : 'parameter-optional',
        severity: needs ? 'high' : 'low',
        says: `${called} ${needs ? 'now asks for' : 'no longer asks for'} the argument ${quoted(name, 60)}.`,
      });
    else if (key === 'description' || key === 'title')
      compareProse(
        { what: `The ${key} of ${what}`, severity: key === 'title' ? 'low' : 'medium', ...sides },
        report,
      );
    else
      compareAny(
        { what: `${quoted(key, 60)} of ${what}`, severity: key === 'required' ? 'info' : 'low', ...sides },
        report,
      );
  }
}
