import { ADDRESSES, CAPABILITIES, SIGNS, WEB, type Capability, type Signs } from './capability-signs.ts';
import { headVerbOfName } from './verbs.ts';
import { wordSpans, wordsOfName, type WordSpan } from './words.ts';

export type { Capability } from './capability-signs.ts';

/** One word that speaks for a capability, and where it was read. */
export interface CapabilityWord {
  /** In lower case and its plain form; of a parameter, its whole name. */
  readonly word: string;
  readonly from: 'name' | 'description' | 'parameter';
  /** UTF-16 units [from, to) of the name, the description or the parameter's name. */
  readonly at: readonly [number, number];
}

export interface CapabilityTag {
  readonly capability: Capability;
  readonly words: readonly CapabilityWord[];
  /** Its name says so, or its description begins so; otherwise it may well mean something else. */
  readonly isFirm: boolean;
}

/** A definition, reduced to what the classifier reads. */
export interface ToolWords {
  readonly name: string;
  readonly description: string;
  readonly parameters: readonly string[];
  /** Of those, the ones their schema calls an address. */
  readonly addresses?: readonly string[];
}

/** Nobody needs more words to see why. */
const MOST_WORDS = 6;
/** The first sentence says what a tool does; the rest is often about other tools. */
const MOST_OF_A_DESCRIPTION = 200;
const MOST_PARAMETERS = 500;
/** Beyond its first words a sentence names things it does not touch. */
const FIRST_WORDS = 8;

/** A definition in words, as all capabilities look at it. */
interface Spelled {
  readonly name: readonly WordSpan[];
  readonly described: readonly WordSpan[];
  readonly parameters: readonly { readonly name: string; readonly joined: string }[];
  readonly addresses: ReadonlySet<string>;
}

/** Pure and small: words in, tags out, each with the words that caused it. */
export function capabilitiesOf(tool: ToolWords): CapabilityTag[] {
  const spelled: Spelled = {
    name: wordSpans(tool.name),
    described: firstWords(tool.description),
    parameters: tool.parameters
      .slice(0, MOST_PARAMETERS)
      .map((name) => ({ name, joined: /^[a-z]*$/.test(name) ? name : wordsOfName(name).join('') })),
    addresses: new Set(tool.addresses),
  };
  const tags: CapabilityTag[] = [];
  const spokenFor = new Set<Capability>();
  for (const { word } of spelled.name) addAll(spokenFor, BY_VERB.get(word));
  for (const { word } of spelled.described) addAll(spokenFor, BY_VERB.get(word));
  for (const { joined } of spelled.parameters) {
    addAll(spokenFor, BY_PARAMETER.get(joined));
    if (ADDRESSES.has(joined)) spokenFor.add('egress');
  }
  if (spelled.addresses.size > 0) spokenFor.add('egress');
  if (spokenFor.size === 0) return tags;
  let isReader: boolean | undefined;
  for (const capability of CAPABILITIES) {
    if (!spokenFor.has(capability)) continue;
    if (SIGNS[capability].isRead !== true) isReader ??= headVerbOfName(tool.name)?.kind === 'read';
    const tag = new Look(SIGNS[capability], spelled, isReader === true).tag(capability);
    if (tag !== undefined) tags.push(tag);
  }
  return tags;
}

/** Which capabilities a word can speak for: most tools have no such word, and are then not looked at further. */
function indexOf(wordsOf: (signs: Signs) => Iterable<string>): ReadonlyMap<string, ReadonlySet<Capability>> {
  const index = new Map<string, Set<Capability>>();
  for (const capability of CAPABILITIES)
    for (const word of wordsOf(SIGNS[capability]))
      index.set(word, (index.get(word) ?? new Set<Capability>()).add(capability));
  return index;
}

const BY_VERB = indexOf(({ verbs, pairs }) => [
  ...(verbs ?? []),
  ...(pairs ?? []).flatMap((pair) => [...pair.verbs]),
]);
const BY_PARAMETER = indexOf(({ parameters }) => parameters ?? []);

function addAll(all: Set<Capability>, some: ReadonlySet<Capability> | undefined): void {
  if (some !== undefined) for (const one of some) all.add(one);
}

/** One capability looked for in one definition. */
class Look {
  #signs: Signs;
  #spelled: Spelled;
  #isReader: boolean;
  #words: CapabilityWord[] = [];
  #isFirm = false;

  constructor(signs: Signs, spelled: Spelled, isReader: boolean) {
    this.#signs = signs;
    this.#spelled = spelled;
    this.#isReader = isReader;
  }

  tag(capability: Capability): CapabilityTag | undefined {
    const { name, described } = this.#spelled;
    const { notBeside, weakBeside } = this.#signs;
    if (holdsAny(name, notBeside) || holdsAny(described, notBeside)) return undefined;
    this.#verbs();
    this.#pairs();
    this.#addresses();
    this.#parameters();
    if (this.#words.length === 0) return undefined;
    const isMild = holdsAny(name, weakBeside) || holdsAny(described, weakBeside);
    return { capability, words: this.#words.slice(0, MOST_WORDS), isFirm: this.#isFirm && !isMild };
  }

  #verbs(): void {
    const { verbs } = this.#signs;
    if (verbs === undefined) return;
    const { name, described } = this.#spelled;
    for (const [at, word] of name.entries())
      if (verbs.has(word.word) && this.#acts(name, at)) this.#say('name', true, word);
    const [first] = described;
    if (first !== undefined && verbs.has(first.word)) this.#say('description', true, first);
  }

  #pairs(): void {
    const { name, described } = this.#spelled;
    for (const { verbs, nouns, isWeak } of this.#signs.pairs ?? []) {
      const named = pairIn(name, verbs, nouns);
      if (named !== undefined && this.#acts(name, named.verb))
        this.#say('name', isWeak !== true, name[named.verb]!, name[named.noun]!);
      const said = pairIn(described, verbs, nouns);
      if (said !== undefined && this.#acts(described, said.verb))
        this.#say(
          'description',
          isWeak !== true && said.verb === 0,
          described[said.verb]!,
          described[said.noun]!,
        );
    }
  }

  /** `fetch(url)`: what it is asked for goes to whoever the address names. */
  #addresses(): void {
    const { addressVerbs } = this.#signs;
    if (addressVerbs === undefined) return;
    const { name, described, parameters, addresses } = this.#spelled;
    const given = parameters.find((one) => ADDRESSES.has(one.joined) || addresses.has(one.name));
    if (given === undefined) return;
    const isOfTheWeb = holdsAny(name, WEB) || holdsAny(described, WEB) || name.length === 1;
    const named = name.find(({ word }) => addressVerbs.has(word));
    const [first] = described;
    if (named !== undefined) this.#say('name', isOfTheWeb, named);
    else if (first !== undefined && addressVerbs.has(first.word)) this.#say('description', isOfTheWeb, first);
    else return;
    this.#sayParameter(given.name);
  }

  #parameters(): void {
    const { parameters } = this.#signs;
    if (parameters === undefined) return;
    for (const { name, joined } of this.#spelled.parameters)
      if (parameters.has(joined)) this.#sayParameter(name);
  }

  /** Behind a verb that reads, another verb is what is read about, unless an `and` goes between. */
  #acts(words: readonly WordSpan[], at: number): boolean {
    if (this.#signs.isRead === true || at === 0) return true;
    const isBehindReading =
      words === this.#spelled.name ? this.#isReader : headVerbOfName(words[0]!.word)?.kind === 'read';
    if (!isBehindReading) return true;
    return words.slice(0, at).some(({ word }) => word === 'and' || word === 'or' || word === 'then');
  }

  #say(from: 'name' | 'description', isFirm: boolean, ...words: WordSpan[]): void {
    this.#isFirm ||= isFirm;
    for (const { word, from: begin, to } of words)
      if (!this.#words.some((known) => known.word === word && known.from === from))
        this.#words.push({ word, from, at: [begin, to] });
  }

  #sayParameter(name: string): void {
    if (!this.#words.some(({ word, from }) => word === name && from === 'parameter'))
      this.#words.push({ word: name, from: 'parameter', at: [0, name.length] });
  }
}

function holdsAny(words: readonly WordSpan[], sought: ReadonlySet<string> | undefined): boolean {
  return sought !== undefined && words.some(({ word }) => sought.has(word));
}

/** A verb and, behind it or before it (`file_read`), a noun. */
function pairIn(
  words: readonly WordSpan[],
  verbs: ReadonlySet<string>,
  nouns: ReadonlySet<string>,
): { verb: number; noun: number } | undefined {
  const verb = words.findIndex(({ word }) => verbs.has(word));
  if (verb === -1) return undefined;
  const noun = words.findIndex(({ word }, at) => at !== verb && nouns.has(word));
  return noun === -1 ? undefined : { verb, noun };
}

/** The first words of the first sentence, in their plain form; addresses in it are no words. */
function firstWords(text: string): WordSpan[] {
  const cut = text.slice(0, MOST_OF_A_DESCRIPTION * 2);
  const begin = cut.search(/\S/);
  if (begin === -1) return [];
  const plain = withoutAddresses(cut);
  const end = plain.slice(begin).search(/[.!?\n]/);
  const sentence = plain.slice(0, end === -1 ? begin + MOST_OF_A_DESCRIPTION : begin + end);
  return wordSpans(sentence, FIRST_WORDS).map(({ word, from, to }) => ({ word: base(word), from, to }));
}

/** `https://…` up to the next blank becomes blanks: the scheme says nothing of what a tool does. */
function withoutAddresses(text: string): string {
  if (!text.includes('://')) return text;
  let plain = '';
  let from = 0;
  for (let at = text.indexOf('://'); at !== -1; at = text.indexOf('://', from)) {
    let begin = at;
    while (begin > from && isSchemeLetter(text.charCodeAt(begin - 1))) begin--;
    let end = at;
    while (end < text.length && text.charCodeAt(end) > 0x20) end++;
    plain += text.slice(from, begin) + ' '.repeat(end - begin);
    from = end;
  }
  return plain + text.slice(from);
}

function isSchemeLetter(c: number): boolean {
  return (c >= 0x61 && c <= 0x7a) || (c >= 0x41 && c <= 0x5a);
}

/** `Deletes` and `delete` are one word. */
function base(word: string): string {
  if (word.length > 4 && word.endsWith('ches')) return word.slice(0, -2);
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}
