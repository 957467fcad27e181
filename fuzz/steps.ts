import { parsePointer } from '../protocol/json/pointer.ts';
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
/** What a server notes of everything it hears is not what it was told to keep. */
const NOTES = new Set('log history trace audit event metric request message debug'.split(' '));
const MOST_STEPS = 2;
const MOST_GUESSES = 4;
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
  /** Words of all that it says of itself. */
  about: ReadonlySet<string>;
}

function spelled(subject: Subject): Omit<Spelled, 'subject'> {
  const words = splitWords(subject.name).map(plain);
  const isVerb = (word: string): boolean => STORES.has(word) || SHOWS.has(word) || OPENS.has(word);
  return {
    verbs: words.filter(isVerb),
    nouns: new Set(words.filter((word) => !isVerb(word) && !SMALL.has(word))),
    about: wordsAbout(subject),
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
    const others = tools.filter((one) => one.subject !== own.subject && !asksFor(one.subject, position));
    const opening = (wanted: readonly string[]): Spelled | undefined =>
      others.find(
        (one) =>
          one.verbs.some((verb) => OPENS.has(verb)) &&
          // `connect` gives out a connection: the verb itself is the noun.
          wanted.some((word) => one.nouns.has(word) || isOfVerb(word, one.verbs)),
      );
    const opener =
      others.find((one) => isNamed(one.subject, own.subject, position)) ??
      opening(owner) ??
      // `order: { state }` and `confirm_order(state)` go on with what `begin_order` has begun.
      (words.length > 1 ? undefined : (opening(aroundOf(position)) ?? opening([...own.nouns])));
    if (opener !== undefined)
      steps.push({ subject: opener.subject.name, text: opener.subject.text, take: position.at });
  }
  return steps;
}

/** Words of the keys that a value stands below. */
function aroundOf({ at }: Position): string[] {
  const keys = (parsePointer(at) ?? []).slice(0, -1).filter((key) => !/^\d+$/.test(key));
  return keys.flatMap((key) => splitWords(key).map(plain));
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
  const isWriting = own.verbs.some((verb) => STORES.has(verb));
  if (own.subject.isReadOnly) return [];
  const others = tools.filter(
    (one) => one.subject !== own.subject && !one.verbs.some((verb) => STORES.has(verb)),
  );
  const readers = others.filter(
    (one) =>
      isWriting &&
      one.verbs.some((verb) => SHOWS.has(verb)) &&
      [...own.nouns].some((noun) => one.nouns.has(noun)),
  );
  if (readers.length > 0)
    return readers.slice(0, MOST_STEPS).map(({ subject }) => stepTo(subject, own.subject));
  return isWriting || !own.verbs.some((verb) => SHOWS.has(verb)) ? guessedReaders(own, others) : [];
}

/** Tools that only read, those first that speak of the same, then those that ask for nothing. */
function guessedReaders(own: Spelled, others: readonly Spelled[]): Step[] {
  return others
    .filter(
      ({ subject, verbs, nouns }) =>
        (subject.isReadOnly || subject.tags.includes('read-only') || verbs.some((verb) => SHOWS.has(verb))) &&
        ![...nouns].some((noun) => NOTES.has(noun)) &&
        subject.positions.every((one) => isCallable(one, own.subject)),
    )
    .map(({ subject, about }) => {
      const shared = [...about].filter((word) => own.about.has(word)).length;
      const asksNothing = !subject.positions.some(({ isRequired }) => isRequired);
      return { subject, rank: shared * 2 + Number(asksNothing) };
    })
    .sort((one, other) => other.rank - one.rank)
    .slice(0, MOST_GUESSES)
    .map(({ subject }) => ({ ...stepTo(subject, own.subject), isGuess: true }));
}

/** Whether there is a value for it that may lead somewhere. */
function isCallable({ isRequired, from, at }: Position, stored: Subject): boolean {
  return !isRequired || (from ?? 'made') !== 'made' || stored.positions.some((one) => one.at === at);
}

/** What it is about, in its own words: those of its name, its parameters and its description that are no verbs. */
function wordsAbout({ name, description, positions }: Subject): Set<string> {
  const said = [
    ...splitWords(name),
    ...splitWords(description, MOST_WORDS).slice(0, 40),
    ...positions.flatMap(({ words }) => words.split(' ')),
  ];
  return new Set(
    said
      .map(plain)
      .filter((word) => word.length > 2 && !SMALL.has(word) && !STORES.has(word) && !SHOWS.has(word)),
  );
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
