import { wordsOfName } from './words.ts';

/** What a verb does to the world outside the answer. */
export type VerbClass = 'read' | 'create' | 'change' | 'destroy' | 'send' | 'pay' | 'run';

const VERBS = new Map<string, VerbClass>();
for (const [kind, words] of [
  [
    'read',
    'get read list fetch search find show view describe query lookup look check count retrieve browse inspect ' +
      'analyze analyse summarize summarise explain preview validate verify compare calculate compute estimate ' +
      'convert parse extract scan detect monitor watch lint test diff suggest recommend plan simulate resolve load ' +
      'scrape crawl download dump export screenshot render translate generate format draft ask help predict peek ' +
      'tail head cat print status is has can exists measure evaluate review map filter sort match rank discover',
  ],
  ['create', 'create add insert append upload import clone fork copy duplicate register new'],
  [
    'change',
    'update edit modify write save rename move replace patch put upsert merge assign unassign enable disable ' +
      'archive unarchive configure apply commit overwrite grant rotate approve reject close reopen lock unlock deploy install upgrade restart',
  ],
  [
    'destroy',
    'delete remove drop truncate purge wipe destroy erase uninstall revoke kill terminate unlink rm',
  ],
  ['send', 'send publish tweet notify forward broadcast submit reply email invite share'],
  ['pay', 'pay transfer charge refund purchase buy sell withdraw stake mint'],
  ['run', 'execute exec run eval invoke spawn'],
] as const)
  for (const word of words.split(' ')) VERBS.set(word, kind);

/** Forms that a description begins with: `Deletes`, `Deleting`. */
function classOf(word: string): VerbClass | undefined {
  const plain = VERBS.get(word);
  if (plain !== undefined) return plain;
  if (word.endsWith('s')) return VERBS.get(word.slice(0, -1)) ?? VERBS.get(word.slice(0, -2));
  return undefined;
}

export interface HeadVerb {
  readonly word: string;
  readonly kind: VerbClass;
}

/**
 * The verb a name begins with, past words in front that are none: `github_delete_repo` deletes,
 * `get_deleted_items` gets. Words that are as often nouns (`post`, `set`, `order`) decide nothing.
 */
export function headVerbOfName(name: string): HeadVerb | undefined {
  for (const word of wordsOfName(name)) {
    const kind = VERBS.get(word);
    if (kind !== undefined) return { word, kind };
  }
  return undefined;
}

/** The verb a description begins with, when its first word is one. */
export function headVerbOfDescription(description: string): HeadVerb | undefined {
  const first = /^[\s*#_-]{0,20}([A-Za-z]{2,20})\b/.exec(description.slice(0, 60))?.[1]?.toLowerCase();
  const kind = first === undefined ? undefined : classOf(first);
  return kind === undefined ? undefined : { word: first!, kind };
}
