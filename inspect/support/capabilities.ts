import { wordsOfName } from './words.ts';

/** What a tool lets its caller do, as far as its definition tells. */
export const CAPABILITIES = [
  'untrusted-source',
  'private-data',
  'egress',
  'exec',
  'file-write',
  'destructive',
  'money',
  'persistence',
  'identity',
] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** One word that speaks for a capability, and where it was read. */
export interface CapabilityWord {
  readonly word: string;
  readonly from: 'name' | 'description' | 'parameter';
}

export interface CapabilityTag {
  readonly capability: Capability;
  readonly words: readonly CapabilityWord[];
}

/** A definition, reduced to what the classifier reads. */
export interface ToolWords {
  readonly name: string;
  readonly description: string;
  readonly parameters: readonly string[];
}

interface Signs {
  /** Any of these in the name, or as first word of the description, is enough. */
  verbs?: ReadonlySet<string>;
  /** One of these verbs together with one of these nouns, both in the name or in the first sentence. */
  pairs?: readonly { verbs: ReadonlySet<string>; nouns: ReadonlySet<string> }[];
  /** Whole names of parameters, words put together: `filepath` for `file_path`. */
  parameters?: ReadonlySet<string>;
}

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

const READ = set(
  'get read list fetch search find show view browse scrape crawl retrieve query lookup open extract download load',
);
const WRITE = set(
  'write save create edit update modify append move rename copy overwrite patch put upload replace',
);
const SEND = set('send post publish upload share forward submit notify tweet reply broadcast message email');

const SIGNS: Readonly<Record<Capability, Signs>> = {
  'untrusted-source': {
    verbs: set('scrape crawl browse'),
    pairs: [
      {
        verbs: READ,
        nouns: set(
          'web website websites webpage webpages url urls page pages internet html rss feed feeds news email emails inbox mail ' +
            'message messages issue issues comment comments tweet tweets post posts review reviews thread threads ticket tickets transcript',
        ),
      },
    ],
  },
  'private-data': {
    pairs: [
      {
        verbs: READ,
        nouns: set(
          'file files directory folder email emails inbox mail message messages contact contacts calendar event events database table ' +
            'sql document documents note notes secret secrets credential credentials password passwords drive customer customers account ' +
            'accounts balance transaction transactions clipboard screenshot repository patient patients employee employees user users profile',
        ),
      },
    ],
    verbs: set('screenshot'),
  },
  egress: {
    verbs: set('send publish upload tweet notify forward broadcast email'),
    pairs: [
      {
        verbs: SEND,
        nouns: set('message messages email mail webhook sms request comment channel slack post tweet file'),
      },
      { verbs: set('make send http fetch call'), nouns: set('request http webhook api') },
      { verbs: set('create add post'), nouns: set('comment issue post message gist tweet webhook') },
    ],
    parameters: set('webhookurl callbackurl webhook recipient recipients bcc'),
  },
  exec: {
    verbs: set('exec eval'),
    pairs: [
      {
        verbs: set('run execute exec eval evaluate invoke spawn start'),
        nouns: set(
          'command commands shell script scripts code bash python javascript js terminal process powershell sql notebook cell',
        ),
      },
    ],
    parameters: set('command cmd shellcommand bashcommand script code sourcecode pythoncode shell'),
  },
  'file-write': {
    pairs: [{ verbs: WRITE, nouns: set('file files directory folder path disk notebook') }],
  },
  destructive: {
    verbs: set(
      'delete remove drop truncate purge wipe destroy erase uninstall revoke kill terminate overwrite unlink rm',
    ),
  },
  money: {
    verbs: set('pay charge refund purchase buy sell withdraw stake mint checkout'),
    pairs: [
      {
        verbs: set('create send make transfer execute place submit swap trade process capture approve'),
        nouns: set(
          'payment payments invoice order orders trade trades swap transaction transfer funds money refund subscription payout bet token tokens coins',
        ),
      },
    ],
  },
  persistence: {
    verbs: set('schedule install deploy'),
    pairs: [
      {
        verbs: set('create add register set enable update write'),
        nouns: set(
          'cron cronjob schedule webhook webhooks hook hooks service daemon startup trigger triggers automation memory memories',
        ),
      },
    ],
  },
  identity: {
    verbs: set('login authenticate impersonate authorize'),
    pairs: [
      {
        verbs: set(
          'create add update grant revoke assign invite set change reset rotate delete remove issue generate',
        ),
        nouns: set(
          'role roles permission permissions access token tokens apikey key keys password member members user users policy policies oauth credential credentials',
        ),
      },
    ],
    parameters: set('password otp mfacode'),
  },
};

/** Nobody needs more words to see why. */
const MOST_WORDS = 6;
/** The first sentence says what a tool does; the rest is often about other tools. */
const MOST_OF_A_DESCRIPTION = 200;
const MOST_PARAMETERS = 500;
/** Beyond its first words a sentence names things it does not touch. */
const FIRST_WORDS = 8;

/** Pure and small: words in, tags out, each with the words that caused it. */
export function capabilitiesOf(tool: ToolWords): CapabilityTag[] {
  const name = wordsOfName(tool.name);
  const sentence = firstSentence(tool.description);
  const described = wordsOfName(sentence.slice(0, MOST_OF_A_DESCRIPTION)).slice(0, FIRST_WORDS).map(base);
  const parameters = tool.parameters
    .slice(0, MOST_PARAMETERS)
    .map((name) => ({ name, joined: wordsOfName(name).join('') }));
  const tags: CapabilityTag[] = [];
  const spokenFor = new Set<Capability>();
  for (const word of name) addAll(spokenFor, BY_VERB.get(word));
  for (const word of described) addAll(spokenFor, BY_VERB.get(word));
  for (const { joined } of parameters) addAll(spokenFor, BY_PARAMETER.get(joined));
  if (spokenFor.size === 0) return tags;
  for (const capability of CAPABILITIES) {
    if (!spokenFor.has(capability)) continue;
    const words = wordsFor(SIGNS[capability], name, described, parameters);
    if (words.length > 0) tags.push({ capability, words: words.slice(0, MOST_WORDS) });
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

function wordsFor(
  signs: Signs,
  name: readonly string[],
  described: readonly string[],
  parameters: readonly { name: string; joined: string }[],
): CapabilityWord[] {
  const words: CapabilityWord[] = [];
  const say = (word: string, from: CapabilityWord['from']): void => {
    if (!words.some((known) => known.word === word && known.from === from)) words.push({ word, from });
  };
  for (const word of name) if (signs.verbs?.has(word) === true) say(word, 'name');
  const first = described[0];
  if (first !== undefined && signs.verbs?.has(first) === true) say(first, 'description');
  for (const { verbs, nouns } of signs.pairs ?? []) {
    const named = pairIn(name, verbs, nouns);
    if (named !== undefined) for (const word of named) say(word, 'name');
    const said = pairIn(described, verbs, nouns);
    if (said !== undefined) for (const word of said) say(word, 'description');
  }
  if (signs.parameters !== undefined)
    for (const parameter of parameters)
      if (signs.parameters.has(parameter.joined)) say(parameter.name, 'parameter');
  return words;
}

/** A verb and, behind it or before it (`file_read`), a noun. */
function pairIn(
  words: readonly string[],
  verbs: ReadonlySet<string>,
  nouns: ReadonlySet<string>,
): [string, string] | undefined {
  const verb = words.findIndex((word) => verbs.has(word));
  if (verb === -1) return undefined;
  const noun = words.findIndex((word, at) => at !== verb && nouns.has(word));
  return noun === -1 ? undefined : [words[verb]!, words[noun]!];
}

function firstSentence(text: string): string {
  const cut = text.slice(0, MOST_OF_A_DESCRIPTION * 2).trimStart();
  const end = cut.search(/[.!?\n]/);
  return end === -1 ? cut : cut.slice(0, end);
}

/** `Deletes` and `delete` are one word. */
function base(word: string): string {
  if (word.length > 4 && word.endsWith('ches')) return word.slice(0, -2);
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}
