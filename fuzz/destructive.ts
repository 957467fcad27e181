import type { JsonNode } from '../protocol/json/document.ts';
import { memberOf } from '../protocol/json/value.ts';
import { looksLike, plain, splitWords } from './affinity.ts';
import type { Subject } from './strategy.ts';

const DESTROYS = new Set(
  (
    'delete remove drop destroy purge wipe erase truncate kill terminate shutdown reboot reset uninstall revoke rm unlink clear discard ' +
    'del trash flush nuke prune rmdir expunge deactivate ban poweroff halt evict cancel overwrite rollback revert'
  ).split(' '),
);
const REACHES_OUT = new Set(
  'send email mail post publish tweet pay transfer purchase buy refund charge withdraw donate invite approve deploy merge push sms notify'.split(
    ' ',
  ),
);
const NOUNS = new Set('email mail post sms charge order merge'.split(' '));
const READS = new Set(
  'get list read search find show view describe fetch query check count preview lookup is has render validate'.split(
    ' ',
  ),
);
const WRITES = new Set(
  'write edit create update add append insert save store set put move rename copy make'.split(' '),
);

/** Those that mean nothing else, also written together: `deleteuser`. */
const SURELY = 'delete remove destroy purge erase truncate terminate uninstall revoke unlink wipe'.split(' ');
/** Said by nobody but in another language; a name has no blanks there. */
const ELSEWHERE =
  /删除|刪除|清空|移除|销毁|銷毀|削除|消去|삭제|제거|удали|удаля|стереть|очисти|l[öo]e?sche|entferne|supprim|effacer|elimin[ae]|borrar|excluir|apagar|rimuov|cancellare|verwijder/iu;
/** Written together with what it is done to. */
const TOGETHER =
  /^(?:drop|kill|reset|clear|rm)(?:db|databases?|tables?|users?|index|collections?|all|process|rf)$/;
const JOINS = new Set(['and', 'or', 'then']);

interface Hints {
  readOnly: boolean | undefined;
  destructive: boolean | undefined;
}

/** What a tool says of itself; absent is not false. */
export function hintsOf(annotations: JsonNode | undefined): Hints {
  const hint = (name: string): boolean | undefined => {
    const kind = memberOf(annotations, name)?.kind;
    return kind === 'true' ? true : kind === 'false' ? false : undefined;
  };
  return { readOnly: hint('readOnlyHint'), destructive: hint('destructiveHint') };
}

/**
 * Why a tool is not called unasked; undefined: it may be. It counts that the tool says so itself
 * (`destructiveHint`), what its name does, what its description begins with, and what is known of it. That a hint is
 * absent counts for nothing: most harmless tools have none. That it only reads (`readOnlyHint`) outweighs what is
 * guessed of it, and never its name or description: a hint costs a hostile server nothing. `isPrepared`: files and
 * tables stand in a world made for the run, so that writing there harms nobody.
 */
export function whyDestructive(subject: Subject, hints: Hints, isPrepared: boolean): string | undefined {
  const despite =
    hints.readOnly === true ? ' That it only reads (readOnlyHint) is no more than its word.' : '';
  const name = splitWords(subject.name).map(plain);
  const [verb = ''] = name;
  const word = READS.has(verb)
    ? alsoDestroys(name)
    : (name.slice(0, 5).find(destroys) ?? reaching(name) ?? ELSEWHERE.exec(name.join(' '))?.[0]);
  if (word !== undefined) return `Its name says “${word}”.${despite}`;
  const spoken = READS.has(verb) ? undefined : spokenIn(subject.description);
  if (spoken !== undefined) return `Its description begins with “${spoken}”.${despite}`;
  if (hints.readOnly === true) return undefined;
  if (isPrepared && name.some((one) => WRITES.has(one)) && standsInWorld(subject)) return undefined;
  if (hints.destructive === true) return 'It says of itself that it destroys (destructiveHint).';
  if (subject.tags.includes('money')) return 'It moves money.';
  return subject.tags.includes('destructive') ? 'It looks as if it destroys something.' : undefined;
}

function destroys(word: string): boolean {
  return DESTROYS.has(word) || TOGETHER.test(word) || SURELY.some((one) => word.startsWith(one));
}

/** `get_and_delete`, `list_delete`: what reads first, or has a noun that sounds so. */
function alsoDestroys(name: readonly string[]): string | undefined {
  const last = name.at(-1) ?? '';
  if (name.length > 1 && SURELY.includes(last)) return last;
  return name.find((one, at) => at > 1 && JOINS.has(name[at - 1]!) && DESTROYS.has(one));
}

/** `Deletes …`, `Permanently deletes …`, `This tool removes …`, `löscht …`. */
function spokenIn(description: string): string | undefined {
  const words = splitWords(description, 80).map(plain);
  const bare = (word: string): string => word.replace(/e?s$/, '');
  const said = bare(words[0] ?? '');
  const first = [...DESTROYS, ...REACHES_OUT].find((one) => one === said || one === `${said}e`);
  if (first !== undefined) return first;
  const lead = words.slice(1, 4).map(bare);
  return (
    SURELY.find((one) => lead.some((word) => word === one || `${word}e` === one)) ??
    ELSEWHERE.exec(words.slice(0, 3).join(' '))?.[0]
  );
}

/** Whether its name says that it changes what is there already, or makes something. */
export function writesByName({ kind, name, isReadOnly }: Subject): boolean {
  if (kind !== 'tool' || isReadOnly) return false;
  const words = splitWords(name).map(plain);
  if (READS.has(words[0] ?? '')) return alsoDestroys(words) !== undefined;
  return words.some((one) => WRITES.has(one) || destroys(one));
}

/** `send_mail`, `messages.send`; in between it is a noun: `format_mail_body`. */
function reaching(name: readonly string[]): string | undefined {
  return [name[0], name.at(-1)].find(
    (one, at) => one !== undefined && REACHES_OUT.has(one) && (at === 0 || !NOUNS.has(one)),
  );
}

function standsInWorld(subject: Subject): boolean {
  return subject.positions.some(
    (position) => position.from === 'world' || looksLike(position, 'path', subject) >= 0.5,
  );
}
