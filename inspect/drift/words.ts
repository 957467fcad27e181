import type { WordPiece } from '../../protocol/baseline.ts';
import { shortestScript } from '../../protocol/compare/script.ts';
import { invisibleKind, isBlank } from '../views/invisible.ts';

/** More words than these are not compared one by one. */
const MOST_WORDS = 20_000;
/** Words that may differ before what is between is shown as replaced: the work grows with it. */
const MOST_CHANGES = 800;

/**
 * What of a text was taken out and put in, word by word, gone before new. An invisible character is a piece of its
 * own, so that none hides within a word that is shown. The pieces put together are the texts.
 */
export function wordDiff(before: string, after: string): readonly WordPiece[] {
  const [olds, news] = [tokensOf(before), tokensOf(after)];
  let head = 0;
  while (head < olds.length && head < news.length && olds[head] === news[head]) head++;
  let tail = 0;
  while (
    tail < olds.length - head &&
    tail < news.length - head &&
    olds[olds.length - 1 - tail] === news[news.length - 1 - tail]
  )
    tail++;
  const pieces = new Pieces();
  pieces.add('same', olds.slice(0, head));
  compareMiddle(olds.slice(head, olds.length - tail), news.slice(head, news.length - tail), pieces);
  pieces.add('same', olds.slice(olds.length - tail));
  return pieces.all;
}

function compareMiddle(olds: readonly string[], news: readonly string[], pieces: Pieces): void {
  const steps =
    olds.length === 0 || news.length === 0 || olds.length + news.length > 2 * MOST_WORDS
      ? undefined
      : shortestScript(olds, news, MOST_CHANGES);
  if (steps === undefined) {
    pieces.add('gone', olds);
    pieces.add('new', news);
    return;
  }
  let [from, to] = [0, 0];
  for (const [kind, count] of steps) {
    if (kind === 'new') pieces.add(kind, news.slice(to, to + count));
    else pieces.add(kind, olds.slice(from, from + count));
    if (kind !== 'new') from += count;
    if (kind !== 'gone') to += count;
  }
}

/** Puts pieces of one kind together; between what is the same, gone comes before new. */
class Pieces {
  #all: WordPiece[] = [];
  #gone: string[] = [];
  #new: string[] = [];

  get all(): readonly WordPiece[] {
    this.#settle();
    return this.#all;
  }

  add(kind: WordPiece['kind'], tokens: readonly string[]): void {
    if (tokens.length === 0) return;
    if (kind === 'same') {
      this.#settle();
      this.#put('same', tokens);
      return;
    }
    const list = kind === 'gone' ? this.#gone : this.#new;
    for (const token of tokens) list.push(token);
  }

  #settle(): void {
    this.#put('gone', this.#gone);
    this.#put('new', this.#new);
    this.#gone = [];
    this.#new = [];
  }

  #put(kind: WordPiece['kind'], tokens: readonly string[]): void {
    let text = '';
    for (const token of tokens) {
      if (!isHidden(token)) {
        text += token;
        continue;
      }
      if (text !== '') this.#join(kind, text);
      this.#all.push({ kind, text: token });
      text = '';
    }
    if (text !== '') this.#join(kind, text);
  }

  #join(kind: WordPiece['kind'], text: string): void {
    const last = this.#all.at(-1);
    if (last?.kind === kind && !isHidden(last.text))
      this.#all[this.#all.length - 1] = { kind, text: last.text + text };
    else this.#all.push({ kind, text });
  }
}

function isHidden(token: string): boolean {
  const code = token.codePointAt(0)!;
  return token.length <= 2 && String.fromCodePoint(code) === token && invisibleKind(code) !== undefined;
}

/** Words, runs of blanks, and every other character by itself. */
function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  let from = 0;
  let before = '';
  let at = 0;
  for (const one of text) {
    const kind = kindOf(one);
    if (at > from && (kind !== before || kind === 'single')) {
      tokens.push(text.slice(from, at));
      from = at;
    }
    before = kind;
    at += one.length;
  }
  if (at > from) tokens.push(text.slice(from, at));
  return tokens;
}

/** Scripts that put no blanks between words are compared letter by letter. */
const LETTER = /[\p{L}\p{N}\p{M}_]/u;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

function kindOf(one: string): 'word' | 'blank' | 'single' {
  const code = one.codePointAt(0)!;
  if (code < 0x80)
    return code === 0x20 || code === 9 || code === 10 || code === 13
      ? 'blank'
      : (code >= 0x30 && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) || code === 0x5f
        ? 'word'
        : 'single';
  if (invisibleKind(code) !== undefined || isBlank(code)) return 'single';
  return LETTER.test(one) && !UNSPACED.test(one) ? 'word' : 'single';
}
