import type { Sentence } from './scan.ts';
import type { Span } from './sentence.ts';
import type { Surroundings } from './signal.ts';

/** No honest name is longer. */
const LONGEST = 64;
const MOST_READ = 2000;
const NAME = /[A-Za-z][A-Za-z0-9]{0,63}(?:[_./-][A-Za-z0-9]{1,63}){1,6}|`[A-Za-z]{2,64}`/g;
/** Hosts, files, versions: names with these are none of tools. */
const NO_TOOL =
  /^(?:https?|www|ftp)\b|\.(?:com|org|net|io|dev|md|py|js|ts|json|txt|yaml|yml|html|sh)\b|\/.*\/|\d\.\d/;

/** Whether a sentence names a tool of the same server: what it orders about that is documentation. */
export function namesOwnTool(sentence: Sentence, around: Surroundings): boolean {
  return namesIn(sentence, around).some(({ name }) => name !== around.own && around.isOwnTool(name));
}

/** Names in the form of tools (`send_mail`, `mail.send`) that this server does not offer; whose they are is not known. */
export function strangeNames(sentence: Sentence, around: Surroundings): Span[] {
  return namesIn(sentence, around).filter(
    ({ name, from, to }) =>
      isToolLike(name) &&
      !isPartOfMore(around.text, from, to) &&
      name !== around.own &&
      !around.isOwnTool(name),
  );
}

/** Of a path, an address, a variable. */
function isPartOfMore(text: string, from: number, to: number): boolean {
  return (
    '/$:@=-.#%'.includes(text[from - 1] ?? ' ') ||
    '/=@:$'.includes(text[to] ?? ' ') ||
    OF_CALL.test(text.slice(to, to + 14))
  );
}

/** The name of a parameter. */
const OF_CALL = /^["'`]?\s(?:field|param|arg|option|property|flag|key|header|column)/;

interface Named extends Span {
  readonly name: string;
}

function namesIn(sentence: Sentence, { text }: Surroundings): Named[] {
  const said = text.slice(sentence.from, Math.min(sentence.to, sentence.from + MOST_READ));
  return [...said.matchAll(NAME)].map(({ 0: written, index }) => ({
    name: written.replaceAll('`', '').slice(0, LONGEST),
    from: sentence.from + index,
    to: sentence.from + index + written.length,
  }));
}

/** Verbs that tools are called by. */
const VERBS = new Set(
  `get set list read write send create update delete remove add find search fetch run exec execute query post put open close
move copy upload download import export start stop show push pull merge commit pay transfer place book cancel invite share
call invoke apply deploy approve reply forward edit make store save load insert append dump sign submit schedule disarm
unlock lock enable disable promote resolve emit dispatch rename close replace approve grant revoke`.split(
    /\s+/,
  ),
);

/** What a verb before it is no verb of: `start_time`, `reply_to`. */
const NOUNS = new Set(
  'time date id at by from to count size name url path type mode token key index'.split(' '),
);

/** A verb begins its last part: `mail.send`, `fs/write_file`; `file_path`, `log_store` and `example.com` have none. */
function isToolLike(name: string): boolean {
  if (NO_TOOL.test(name) || !/[_./]/.test(name)) return false;
  const words = name.toLowerCase().split(/[_./-]/);
  if (words.length < 2 || words.length > 5) return false;
  const last = name.toLowerCase().split(/[./]/).at(-1)!.split(/[_-]/);
  const isVerbFirst = VERBS.has(last[0]!) && !NOUNS.has(last[1] ?? '');
  // `git_push`, `kubectl_apply`: short, the verb behind its program.
  return (
    isVerbFirst || (words.length === 2 && last.length === 2 && PROGRAMS.has(last[0]!) && VERBS.has(last[1]!))
  );
}

const PROGRAMS = new Set(
  'git kubectl docker npm gh aws gcloud helm terraform ssh sql db mail slack'.split(' '),
);
