/** Verbs that are not tried, whatever is claimed of the tool. In a name any of them counts. */
const DOES: ReadonlySet<string> = words(
  'add allow append apply approve archive assign ban bid block book buy call cancel charge checkout clear',
  'close commit confirm copy create delete deny deploy destroy disable dispatch drain drop edit email empty',
  'enable erase eval exec execute export flush fork format forward grant import insert install invite invoke',
  'kick kill launch lock mail merge mint modify move mute mv notify nuke order overwrite patch pay post',
  'publish purge push put reboot refund register reject remove rename replace reply reset restart',
  'restore revoke rm rotate run save schedule send set share shutdown sign spawn stake start stop store submit',
  'subscribe swap terminate trade transfer trigger truncate uninstall unlink unlock update upload vote',
  'wipe wire withdraw write',
);

/** Those of them that a name may begin with, run together with the next word; few honest words begin so. */
const RUN_TOGETHER = words(
  'charge checkout create delete deploy destroy disable dropall dropdb droptable erase execute killall nuke',
  'overwrite publish purge remove restart revoke rotate sendmail sendmessage shutdown submit terminate transfer',
  'truncate uninstall wipe withdraw writefile',
);

/** What a description says of nothing but doing. Verbs that are mostly nouns there (order, store, set) are left to names. */
const SAYS_DOING: ReadonlySet<string> = words(
  'append approve ban buy cancel charge commit create delete deploy destroy disable drop email erase execute',
  'grant insert install invoke kill launch merge modify nuke overwrite pay post publish purge push reboot',
  'refund remove rename replace reset restart revoke rotate send shutdown spawn submit terminate transfer',
  'trigger truncate uninstall unlock update upload wipe withdraw write',
);
/** “Recently updated”, “a deleted file”: of what is read. “Is deleted” is of what is done. */
const DONE = /ed$/;
const PASSIVE = /^(?:is|are|be|been|being|get|gets|was|were)$/;
/** “The latest commit”, “a post”: a thing that is called like the verb. */
const OF_A_THING = /^(?:an?|the|this|that|each|every|one|last|latest|blog|its|their)$/;
const NEGATED = /^(?:not|never|without|cannot|(?:do|does|wo|will|ca|is)n'?t|won't|can't)$/;
/** Words before the verb in which it is negated. */
const WITHIN = 3;
/** How much of a text is read; it says first what a tool does. */
const MOST_TEXT = 4000;

/** What a tool's name or the words about it say it does; undefined: nothing of the kind. */
export function doingIn(name: string, texts: readonly string[]): string | undefined {
  const plain = name.normalize('NFKC');
  if (/[^\x20-\x7e]/.test(plain)) return 'and its name holds letters that are not read here';
  const called = wordsOf(plain).find((word) => isDoing(word, DOES) || beginsDoing(word));
  if (called !== undefined) return `and is called “${called}”`;
  for (const text of texts) {
    const said = doingSaid(text);
    if (said !== undefined) return `and its description says “${said}”`;
  }
  return undefined;
}

/** Whole words in any sentence; not what it says that it does not do. */
function doingSaid(text: string): string | undefined {
  const sentences = text
    .slice(0, MOST_TEXT)
    .normalize('NFKC')
    .split(/[.!?;\n]+/);
  for (const sentence of sentences) {
    const all = sentence.match(/[A-Za-z]+(?:['’][A-Za-z]+)?/g) ?? [];
    const lower = all.map((word) => word.toLowerCase().replace('’', "'"));
    for (const [at, word] of lower.entries()) {
      const before = lower.slice(Math.max(0, at - WITHIN), at);
      if (isDoing(word, SAYS_DOING) && isMeant(word, before)) return all[at];
    }
  }
  return undefined;
}

function isMeant(word: string, before: readonly string[]): boolean {
  const last = before.at(-1) ?? '';
  if (DONE.test(word) && !PASSIVE.test(last)) return false;
  return !OF_A_THING.test(last) && !before.some((one) => NEGATED.test(one));
}

/** Also as `deletes`, `deleted`, `deleting`, `dropped`. */
function isDoing(word: string, verbs: ReadonlySet<string>): boolean {
  const lower = word.toLowerCase();
  const stem = lower.replace(/(?:ies|ied|ying)$/, 'y');
  const cut = lower.replace(/(?:ed|ing|es|s|d)$/, '');
  const once = cut.replace(/([a-z])\1$/, '$1');
  return [lower, lower.replace(/s$/, ''), stem, cut, `${cut}e`, once].some((form) => verbs.has(form));
}

function beginsDoing(word: string): boolean {
  const lower = word.toLowerCase();
  return [...RUN_TOGETHER].some((verb) => lower.startsWith(verb));
}

/** `sendMail`, `HTTPDelete` and `delete_all` alike. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z]+/)
    .filter(Boolean);
}

function words(...lines: string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(' ')));
}
