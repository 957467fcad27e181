import type { Outcome } from '../protocol/problem.ts';
import { isText, NAMES, SEE_HELP, type Name, type Values } from './option-table.ts';
import { bad, noteOnHeader, readHeader, readPort, readRevision, readVariable } from './option-values.ts';
import type { OpenOptions, Wanted } from './options.ts';

/** How one target is reached, and what does not go with it. */
export function readOpen(values: Values, wanted: Wanted): Outcome<OpenOptions> {
  const text = (name: Name): string | undefined => values.get(name)?.[0];
  if (values.has('allow-env'))
    return bad(
      '--allow-env belongs to "collection run".',
      'Write mcp-sec-inspect collection run FILE TARGET.',
    );
  const ofSend = (['raw', 'framing', 'head'] as const).find((each) => values.has(each));
  if (ofSend !== undefined)
    return bad(`--${ofSend} belongs to "send".`, 'Write mcp-sec-inspect send TARGET --raw FILE.');
  if (values.has('fixed') && wanted.kind !== 'demo')
    return bad('--fixed belongs to "demo".', 'Write mcp-sec-inspect demo --fixed.');
  const conflict = conflictWith(values, wanted);
  if (conflict !== undefined) return conflict;
  const empty = NAMES.find((name) => isText(name) && values.get(name)?.includes(''));
  if (empty !== undefined) return bad(`--${empty} is empty.`, SEE_HELP);
  const port = readPort(text('port'));
  if (!port.ok) return port;
  const opening = readRevision(text('revision'));
  if (!opening.ok) return opening;
  const headers = collect(values.get('header') ?? [], readHeader);
  if (!headers.ok) return headers;
  const env = collect(values.get('env') ?? [], readVariable);
  if (!env.ok) return env;
  const [dataDir, name, cwd, caFile] = [text('data-dir'), text('name'), text('cwd'), text('ca-file')];
  return {
    ok: true,
    value: {
      wanted,
      opensBrowser: !values.has('no-open'),
      headers: headers.value,
      env: env.value,
      yes: values.has('yes'),
      verify: !values.has('insecure-no-verify'),
      notes: headers.value.flatMap(noteOnHeader),
      ...(port.value !== undefined && { port: port.value }),
      ...(opening.value !== undefined && { opening: opening.value }),
      ...(dataDir !== undefined && { dataDir }),
      ...(name !== undefined && { name }),
      ...(cwd !== undefined && { cwd }),
      ...(caFile !== undefined && { caFile }),
    },
  };
}

/** Options that would silently do nothing for what is wanted. */
function conflictWith(values: Values, wanted: Wanted): Outcome<never> | undefined {
  const given = (...names: Name[]): Name | undefined => names.find((name) => values.has(name));
  const lists = wanted.kind === 'config' && wanted.server === undefined;
  if (wanted.kind === 'command') {
    const name = given('header', 'ca-file', 'insecure-no-verify');
    if (name !== undefined)
      return bad(
        `--${name} is for an address; a command is started.`,
        'Variables for a command are given with --env K=V.',
      );
  }
  if (wanted.kind === 'url') {
    const name = given('env', 'cwd');
    if (name !== undefined)
      return bad(
        `--${name} is for a command; an address is connected to.`,
        "Headers for an address are given with --header 'K: V'.",
      );
  }
  if (wanted.kind === 'nothing' || lists) {
    const name = given('name', 'header', 'env', 'cwd', 'ca-file', 'insecure-no-verify', 'revision');
    if (name !== undefined)
      return bad(
        `--${name} belongs to a server, and none is named.`,
        lists ? 'Choose one with --server NAME.' : 'Give a command or a URL after the options.',
      );
  }
  return undefined;
}

function collect<T>(texts: string[], read: (text: string) => Outcome<T>): Outcome<T[]> {
  const all: T[] = [];
  for (const text of texts) {
    const one = read(text);
    if (!one.ok) return one;
    all.push(one.value);
  }
  return { ok: true, value: all };
}
