import type { Draft } from '../../protocol/craft.ts';
import { readJson } from '../../protocol/json/read.ts';
import { memberOf, stringOf } from '../../protocol/json/value.ts';
import { wordsOfText } from './call-text.ts';

/** Enough of a long text to find what it calls. */
const LOOKED_AT = 4096;
const MOST_SHOWN = 40;

/** What a tab is called: what it calls. */
export function tabWords({ text, form }: Pick<Draft, 'text' | 'form'>): string {
  return form === 'hex' ? 'bytes' : named(text.slice(0, LOOKED_AT)).slice(0, MOST_SHOWN) || 'no method';
}

function named(text: string): string {
  const document = readJson(text);
  if (document.root?.kind === 'array') return 'batch';
  const { method, name } = wordsOfText(document);
  if (name !== undefined && method !== undefined && method !== '') return name;
  const answered = memberOf(document.root, 'result') ?? memberOf(document.root, 'error');
  return (
    method ??
    (answered === undefined ? '' : `answer ${stringOf(document, memberOf(document.root, 'id')) ?? ''}`)
  );
}
