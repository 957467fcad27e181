import { readJson } from '../../protocol/json/read.ts';
import type { Api } from '../connection/api.ts';
import { calledTools } from './called-tools.ts';
import { isDestructive, MOST_TAKEN_APART, readText } from './offered-item.ts';

/** Why a text is asked about before it is sent. */
export interface Danger {
  /** Undefined: some call in the text that could not be told. */
  tool: string | undefined;
  /** `says`: it carries `destructiveHint: true`. `unread`: whether it does could not be read. */
  why: 'says' | 'unread';
  /** What the tool said when it was agreed to; undefined: a yes holds once. */
  digest: string | undefined;
}

/** Of items of one name. */
const MOST_SAME = 10;

/** `isAgreed`: to such a tool, described so, a person said yes before. */
export async function dangersOf(
  api: Api,
  session: string,
  text: string,
  isAgreed: (tool: string, digest: string) => boolean,
): Promise<Danger[]> {
  const { names, isUnclear } = calledTools(text);
  const dangers: Danger[] = isUnclear ? [{ tool: undefined, why: 'unread', digest: undefined }] : [];
  for (const name of names) dangers.push(...(await dangersOfTool(api, session, name)));
  return dangers.filter(
    ({ tool, digest }) => tool === undefined || digest === undefined || !isAgreed(tool, digest),
  );
}

/** A server may offer several of one name; which of them it calls is its own affair. */
async function dangersOfTool(api: Api, session: string, tool: string): Promise<Danger[]> {
  const unread: Danger = { tool, why: 'unread', digest: undefined };
  const dangers: Danger[] = [];
  for (let nth = 1; nth <= MOST_SAME; nth++) {
    const found = await api.item(session, { section: 'tools', name: tool, nth });
    if (!found.ok) {
      const isNone = found.problem.code === 'no-such-item' && (nth > 1 || (await isListed(api, session)));
      return isNone ? dangers : [...dangers, unread];
    }
    const { at, marks } = found.value;
    const text = at.to - at.from > MOST_TAKEN_APART ? undefined : await readText(api, session, at);
    if (text?.ok !== true) return [...dangers, unread];
    const document = readJson(text.value.text);
    if (isDestructive(document)) dangers.push({ tool, why: 'says', digest: await digestOf(text.value.text) });
    else if (!document.isWhole) dangers.push(unread);
    if (!marks.some(({ kind }) => kind === 'duplicate')) return dangers;
  }
  return [...dangers, unread];
}

/** Whether the tools are known to their end, so that what is not among them has no hints. */
async function isListed(api: Api, session: string): Promise<boolean> {
  const page = await api.inventory(session, { q: '', sections: ['tools'], from: 0, limit: 0 });
  const state = page.ok ? page.value.sections.find(({ section }) => section === 'tools')?.state : undefined;
  return state === 'done' || state === 'absent';
}

/** Undefined where the browser has no hashes: a page that is not of this machine, without TLS. */
async function digestOf(text: string): Promise<string | undefined> {
  if (!('subtle' in crypto)) return undefined;
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
