// What a family is: a file that exports `sinks`, each
//   { id, strategy, isUnseen?, tool, run(args, ctx), fixed(args, ctx), usual: args, more?: [{ tool, run, fixed }] }
// or instead of `tool` one of
//   prompt     with run/fixed answering a text or a whole result
//   template   and `reads`, the beginning of its URIs: run/fixed get { uri }
//   resources(ctx) → listed ones, and `reads`
//   complete / fixedComplete({ name, value, context }) → strings, beside a prompt or template
//   message / fixedMessage(message, ctx) → a whole answer, null for none, undefined: not mine
//   line / fixedLine(bytes, { respond, write }) → reads lines itself; only served with --only
// `usual` are arguments that the flaw and the fix answer alike: a fix is no refusal of everything.
// ctx: root, db, home, state (a Map that stays between calls), id, params, notify, isFixed.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'families');

export function familyNames() {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => name.slice(0, -'.mjs'.length))
    .sort();
}

export async function loadFamily(name) {
  if (!familyNames().includes(name)) {
    throw new Error(`There is no family ${name}. There are: ${familyNames().join(', ')}`);
  }
  return import(`./families/${name}.mjs`);
}

/** Names a sink goes by in what the server offers; none where it is about messages themselves. */
export function subjectsOf({ tool, more = [], prompt, template, completes }) {
  const names = [
    ...[{ tool }, ...more].flatMap((part) => part.tool?.name ?? []),
    ...[prompt?.name, template?.name, template?.uriTemplate].filter((name) => name !== undefined),
  ];
  if (completes === undefined) return names;
  return [...names, ...names.map((name) => `completion of ${completes.argument.name} in ${name}`)];
}

/** Whether it answers for the whole server, so that only alone it can be told who did something. */
export function isAlone(sink) {
  return ['message', 'fixedMessage', 'line'].some((key) => sink[key] !== undefined);
}

/** `only` one of them; else those of the first writing, of the second, or all. */
export function chosenSinks(sinks, { only, isUnseen, isSeen }) {
  if (only !== undefined) {
    const chosen = sinks.filter(({ id }) => id === only);
    if (chosen.length === 0) throw new Error(`There is no sink ${only}`);
    return chosen;
  }
  return sinks
    .filter((sink) => (isUnseen ? sink.isUnseen : isSeen ? !sink.isUnseen : true))
    .filter((sink) => sink.line === undefined);
}
