import { plain, splitWords } from './affinity.ts';
import { placeOf, putAt } from './place.ts';
import type { Position, Step, Subject } from './strategy.ts';

const STORES = new Set(
  'create add write save store put set insert update register upload remember record append import new make'.split(
    ' ',
  ),
);
const SHOWS = new Set(
  'get read list search fetch find show view load recall export render query describe print open'.split(' '),
);
const OPENS = new Set(
  'open create start connect begin login new init initialize acquire allocate launch attach upload register add'.split(
    ' ',
  ),
);
const HANDLES = new Set(
  'id handle session token connection cursor ticket ref job task key uuid state continuation context'.split(
    ' ',
  ),
);
const SMALL = new Set('a an the of to by for in from with and or all one my id name'.split(' '));
const MOST_STEPS = 2;
const MOST_WORDS = 4000;

/** Adds to each tool what has to be called first, and what shows later what a case has stored. */
export function withSteps(subjects: readonly Subject[]): Subject[] {
  const tools = subjects
    .filter(({ kind }) => kind === 'tool')
    .map((subject) => ({ subject, ...spelled(subject) }));
  return subjects.map((subject) => {
    if (subject.kind !== 'tool') return subject;
    const own = tools.find((one) => one.subject === subject)!;
    const before = openersOf(own, tools);
    const after = readersOf(own, tools);
    return {
      ...subject,
      ...(before.length > 0 ? { before } : {}),
      ...(after.length > 0 ? { after } : {}),
    };
  });
}

interface Spelled {
  subject: Subject;
  verbs: readonly string[];
  nouns: ReadonlySet<string>;
}

function spelled({ name }: Subject): Omit<Spelled, 'subject'> {
  const words = splitWords(name).map(plain);
  const isVerb = (word: string): boolean => STORES.has(word) || SHOWS.has(word) || OPENS.has(word);
  return {
    verbs: words.filter(isVerb),
    nouns: new Set(words.filter((word) => !isVerb(word) && !SMALL.has(word))),
  };
}

/** A required handle that another tool gives out: `session_id` of `open_session`, `note_id` or `id` of `create_note`. */
function openersOf(own: Spelled, tools: readonly Spelled[]): Step[] {
  const steps: Step[] = [];
  for (const position of own.subject.positions) {
    if (!position.isRequired || steps.length >= MOST_STEPS) continue;
    const words = position.words.split(' ').map(plain);
    const last = words.at(-1) ?? '';
    if (!HANDLES.has(last) && !/.id$/.test(last)) continue;
    const owner =
      last === 'id' || last === 'key' || last === 'handle' ? words.slice(0, -1) : [last.replace(/id$/, '')];
    const wanted = owner.length === 0 ? [...own.nouns] : owner;
    const others = tools.filter((one) => one.subject !== own.subject && !asksFor(one.subject, position));
    const opener =
      others.find((one) => isNamed(one.subject, own.subject, position)) ??
      others.find(
        (one) =>
          one.verbs.some((verb) => OPENS.has(verb)) &&
          // `connect` gives out a connection: the verb itself is the noun.
          wanted.some((word) => one.nouns.has(word) || isOfVerb(word, one.verbs)),
      );
    if (opener !== undefined)
      steps.push({ subject: opener.subject.name, text: opener.subject.text, take: position.at });
  }
  return steps;
}

/** `The cursor that list_entries gave`: authors name the tool that a handle comes from. */
function isNamed({ name }: Subject, { description }: Subject, position: Position): boolean {
  if (name.length < 5 || !/^[\w.-]+$/.test(name)) return false;
  const said = `${position.description} ${description}`.slice(0, MOST_WORDS);
  const at = said.indexOf(name);
  const isWhole = (sign: string | undefined): boolean => sign === undefined || !/[\w-]/.test(sign);
  return at >= 0 && isWhole(said[at - 1]) && isWhole(said[at + name.length]);
}

function isOfVerb(noun: string, verbs: readonly string[]): boolean {
  return noun.length > 4 && verbs.some((verb) => noun.startsWith(verb) && verb.length > 3);
}

/** What asks for the same handle cannot be what gives it out. */
function asksFor({ positions }: Subject, { words }: Position): boolean {
  return positions.some((one) => one.isRequired && one.words === words);
}

/** A tool that shows the kind of thing this one stores, with the same values where they have the same name. */
function readersOf(own: Spelled, tools: readonly Spelled[]): Step[] {
  if (!own.verbs.some((verb) => STORES.has(verb)) || own.subject.isReadOnly) return [];
  const readers = tools.filter(
    (one) =>
      one.subject !== own.subject &&
      one.verbs.some((verb) => SHOWS.has(verb)) &&
      !one.verbs.some((verb) => STORES.has(verb)) &&
      [...own.nouns].some((noun) => one.nouns.has(noun)),
  );
  return readers.slice(0, MOST_STEPS).map(({ subject }) => stepTo(subject, own.subject));
}

function stepTo(reader: Subject, stored: Subject): Step {
  let step = reader;
  for (const position of reader.positions) {
    const same = stored.positions.find(({ at }) => at === position.at);
    // What is optional and left out stays out: it may exclude what is asked for.
    if (same === undefined || !position.isRequired) continue;
    step = { ...step, text: putAt(placeOf(step, position), same.seed) };
  }
  const handle = reader.positions.find(
    ({ isRequired, words, at }) =>
      isRequired &&
      HANDLES.has(words.split(' ').at(-1) ?? '') &&
      !stored.positions.some((one) => one.at === at),
  );
  return { subject: reader.name, text: step.text, ...(handle === undefined ? {} : { take: handle.at }) };
}
