import { wordsOf } from '../compare/recognisers.ts';

/** Runs of characters that ids, tokens and hashes are made of. */
const PIECE = /[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*/g;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
/** To the minute: somebody may have thought of it. */
const ROUND_TIME = /T\d\d:\d\d(?::00(?:\.0+)?)?(?:Z|[+-]\d\d:?\d\d)?$/;
const VERSION = /^v?\d+(?:[.-]\d+)*$/;
/** 100000, and 20260131: amounts and days that people think of. */
const ROUND_NUMBER = /000$|^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;
const BLANKS = /\s/;
/** Digits of a number that nobody has in two places by chance. */
const MANY_DIGITS = 6;

/** Whether a whole value is so particular that where it stands twice it is the same thing: a uuid, a hash, a long number, a token. */
export function looksLikeHandle(text: string): boolean {
  if (text.length < MANY_DIGITS || text.length > 4096 || BLANKS.test(text)) return false;
  if (UUID.test(text)) return true;
  if (DATE_TIME.test(text)) return !ROUND_TIME.test(text);
  if (/^\d+$/.test(text)) return !ROUND_NUMBER.test(text);
  // A date or the version of something is in many places.
  if (VERSION.test(text)) return false;
  const digits = text.replace(/\D/g, '').length;
  if (text.includes('://') || text.includes('/')) return false;
  if (/^[0-9a-f]{8,}$/i.test(text)) return digits > 0;
  if (text.length >= 16) return digits > 0 && /[A-Za-z]/.test(text);
  return digits >= 3 && /[A-Za-z]/.test(text) && text.length >= 8;
}

/** A stretch of a text that looks like a handle by itself, as in an address or a sentence. */
export interface Piece {
  from: number;
  text: string;
}

const MOST_PIECES = 5000;
/** Of one piece, between hyphens. */
const MOST_PARTS = 16;

/** All pieces of a text in their order, handles or not. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (const { 0: piece, index } of text.matchAll(PIECE)) {
    if (pieces.length === MOST_PIECES) break;
    pieces.push({ from: index, text: piece });
  }
  return pieces;
}

/** Handles that are known, in the pieces of a text: `session-7f3a9c21` may be made of a word and a handle, which may have hyphens of its own. */
export function knownIn(text: string, isKnown: (piece: string) => boolean): Piece[] {
  return piecesOf(text).flatMap((piece) => {
    if (isKnown(piece.text) || !/[-_]/.test(piece.text)) return isKnown(piece.text) ? [piece] : [];
    const ends = [...piece.text.matchAll(/[-_]|$/g)].map(({ index }) => index).slice(0, MOST_PARTS);
    const found: Piece[] = [];
    let from = 0;
    for (let at = 0; at < ends.length; at++) {
      const end = ends.findLast((one, k) => k >= at && isKnown(piece.text.slice(from, one)));
      if (end === undefined) from = ends[at]! + 1;
      else {
        found.push({ from: piece.from + from, text: piece.text.slice(from, end) });
        at = ends.indexOf(end);
        from = end + 1;
      }
    }
    return found;
  });
}

const ID_WORDS = new Set(['id', 'ids', 'uuid', 'guid', 'handle', 'token', 'cursor', 'nonce']);
/** What they hold is as often a plain word: `state: "open"`, `ref: "main"`. */
const OTHER_WORDS = new Set('key ref session state ticket etag lease lock job task'.split(' '));
/** `userid` is written so; `valid` and `paid` are words of their own. */
const WRITTEN_TOGETHER =
  /^(?:user|session|task|job|file|item|page|node|thread|message|request|order|doc|document|account|project|object|entity|resource|run|row|record|event|group|team|org|chat|conversation|channel|issue|client|customer|process|device|context|tab|frame)(?:ids?|token|key)$/;

/** Whether a member of this name holds what another message has to repeat, if that is its value. */
export function isHandle(name: string, value: string): boolean {
  const last = wordsOf(name).at(-1) ?? '';
  if (ID_WORDS.has(last) || WRITTEN_TOGETHER.test(last)) return true;
  return OTHER_WORDS.has(last) && !/^[A-Za-z]+$/.test(value);
}

/** Where a handle stands: its name, and what is said of it by the names around it and that of the tool. */
export interface HandlePlace {
  name: string;
  /** Words. */
  around: ReadonlySet<string>;
  /** It is the `id` of all that was answered. */
  isOfAll?: boolean;
}

/** `session_id`, `sessionId` and `session` are one name; so are `nextCursor` and `cursor`. An `id` may be any. */
export function isSameName(one: string, other: string): boolean {
  const [a, b] = [plainName(one), plainName(other)];
  if (a === 'id' || b === 'id') return a === b || ownerOf(a) !== undefined || ownerOf(b) !== undefined;
  return a !== '' && (a === b || ownerOf(a) === b || ownerOf(b) === a);
}

/** Whether a short value may be the same handle: an `id` alone is only where both are about the same kind of thing. */
export function isSameHandle(given: HandlePlace, wanted: HandlePlace): boolean {
  const [a, b] = [plainName(given.name), plainName(wanted.name)];
  if (a === 'id' && b === 'id') return [...given.around].some((word) => wanted.around.has(word));
  if (a === 'id') return given.isOfAll === true || isAbout(given, ownerOf(b));
  return b === 'id' ? isAbout(wanted, ownerOf(a)) : isSameName(given.name, wanted.name);
}

function isAbout({ around }: HandlePlace, owner: string | undefined): boolean {
  return owner !== undefined && (around.has(owner) || around.has(`${owner}s`));
}

/** What says nothing of whose id it is. */
const SAYS_NOTHING = new Set(
  'result structured content text params arguments tools call get list create read fetch find search add new make delete remove update set run start stop do show open close use id ids'.split(
    ' ',
  ),
);

/** Words of the names on the way to a value. */
export function wordsAround(names: Iterable<string>): Set<string> {
  const words = new Set<string>();
  for (const name of names)
    for (const word of wordsOf(name)) if (!SAYS_NOTHING.has(word) && !/^\d+$/.test(word)) words.add(word);
  return words;
}

/** Of `taskid`, task. */
function ownerOf(plain: string): string | undefined {
  return /^(.+?)ids?$/.exec(plain)?.[1];
}

function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/^(?:next|new|prev|previous|current)(?=.)/, '');
}
