import { compareAnswers } from '../protocol/compare/answers.ts';
import { readJson } from '../protocol/json/read.ts';
import { memberOf, textOf } from '../protocol/json/value.ts';
import type { Heard } from './oracle.ts';
import { withoutSent } from './reflection.ts';

/** Longer answers are compared as far as that. */
const MOST = 200_000;

/** An answer, with the texts that were sent for it: what it says of those is not its own. */
export interface Said {
  heard: Heard;
  sent: readonly string[];
}

/** Whether two answers say the same, but for what they were sent and what differs every time. */
export function isAlike(one: Said, other: Said): boolean {
  if (one.heard.outcome !== other.heard.outcome || one.heard.code !== other.heard.code) return false;
  const [left, right] = [bodyOf(one.heard.text), bodyOf(other.heard.text)];
  if (left === right || compareAnswers(left, right).verdict !== 'different') return true;
  const [bare, plain] = [withoutSent(left, one.sent), withoutSent(right, other.sent)];
  return bare === plain || compareAnswers(bare, plain).verdict !== 'different';
}

/** What an answer says, without the envelope, whose id is another every time. */
export function bodyOf(text: string): string {
  const document = readJson(text.slice(0, MOST));
  const body = memberOf(document.root, 'result') ?? memberOf(document.root, 'error');
  return body === undefined ? text.slice(0, MOST) : textOf(document, body);
}
