import type { Heard } from './oracle.ts';
import { TAKEN_OUT, textsIn, withoutSent } from './reflection.ts';

/** Of an answer, as much is read. */
const MOST_READ = 4000;
const MOST_WORDS = 120;

/** What an answer is like, whatever was sent and whatever number, name or time stands in it. */
export function clusterOf(heard: Heard, sent: string): { key: string; words: string } {
  const { outcome, code } = heard;
  if (outcome === 'no-answer') return { key: outcome, words: 'no answer' };
  if (outcome === 'closed') return { key: outcome, words: 'connection closed' };
  if (outcome === 'not-sent') return { key: outcome, words: 'not sent' };
  const text = heard.text.slice(0, MOST_READ);
  const said = withoutSent(saidIn(text), textsIn(sent));
  const skeleton = skeletonOf(said);
  const head =
    outcome === 'ok' ? 'ok' : outcome === 'tool-error' ? 'tool error' : `error ${code ?? ''}`.trim();
  // A good answer may say anything: its form tells more than its words.
  const key = outcome === 'ok' ? `ok ${keysOf(text)} ${skeleton.slice(0, 40)}` : `${head} ${skeleton}`;
  return { key, words: skeleton === '' ? head : `${head}: ${shownOf(said)}` };
}

/** Errors that differ in more than names and numbers are branches of the server that were reached; undefined: no error. */
export function errorOf(heard: Heard, sent: string): string | undefined {
  const isError = heard.outcome === 'error' || heard.outcome === 'tool-error';
  return isError ? clusterOf(heard, sent).key : undefined;
}

/** What a person would read of it: the texts of an answer without the envelope around them. */
function saidIn(text: string): string {
  const said = [...text.matchAll(/"(?:message|text|data|error|detail)"\s*:\s*"((?:[^"\\]|\\.)*)/g)];
  const found = said.map(([, words]) => words ?? '').join(' ');
  return found === '' ? bodyOf(text) : found;
}

function bodyOf(text: string): string {
  const at = /"(?:result|error)"\s*:/.exec(text);
  return at === null ? text : text.slice(at.index + at[0].length);
}

/** Words alone: what is quoted, numbers, paths, ids and addresses are gone. */
function skeletonOf(said: string): string {
  return said
    .replace(/"[^"]{0,400}"|'[^'\n]{0,400}'|`[^`]{0,400}`|“[^”]{0,400}”/g, TAKEN_OUT)
    .replace(/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, TAKEN_OUT)
    .replace(/(?:[A-Za-z]:)?(?:[\\/][^\s\\/:,;)]+){1,}/g, TAKEN_OUT)
    .replace(/\b[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}\b|\b(?=[a-z]*\d)[0-9a-z]{12,}\b/gi, TAKEN_OUT)
    .replace(/[-+]?\d[\d.,:]*/g, '#')
    .replace(/\s+/g, ' ')
    .replace(/(?:…\s?)+/g, TAKEN_OUT)
    .trim()
    .slice(0, MOST_WORDS);
}

function shownOf(said: string): string {
  const line = said.replace(/\s+/g, ' ').trim();
  return line.length > MOST_WORDS ? `${line.slice(0, MOST_WORDS)}…` : line;
}

/** The names in an answer, each once. */
function keysOf(text: string): string {
  const names = new Set<string>();
  for (const [, name] of text.matchAll(/"([^"\\]{1,40})"\s*:/g)) {
    if (name !== undefined) names.add(name);
    if (names.size >= 30) break;
  }
  return [...names].toSorted().join(',');
}
