import type { HowToSend } from '../../protocol/craft.ts';
import type { FrameDetail } from '../../protocol/frame.ts';
import type { ItemRef } from '../../protocol/inventory.ts';
import { readJson } from '../../protocol/json/read.ts';
import type { Outcome } from '../../protocol/problem.ts';
import { writeHex } from '../../protocol/raw/hex.ts';
import type { App } from './app.svelte.ts';
import { wordsOfText } from './call-text.ts';
import { FILLER_WORDS, hasFiller } from './filler.ts';
import { loadOffered } from './load-offered.ts';
import type { FrameRef } from './place.ts';

/** To the last character: whoever sends a recorded message again wants that message. */
const AS_WRITTEN: HowToSend = { rpcId: 'as-written', meta: 'as-written' };

type Body = Pick<FrameBody, 'text' | 'form'>;
interface FrameBody {
  text: string;
  form: 'text' | 'hex';
  /** Known secrets in it that are shown as stars. */
  masked: number;
}

/** The message of a frame, to be sent again; of an answer to us the request it answers. Usually what Traffic looks at. */
export async function openFrame(app: App, at = app.location.place.at): Promise<void> {
  if (at === undefined) return;
  const frame = await messageOf(app, at);
  if (!frame.ok) return app.toast.complain(frame.problem);
  const { summary, payload } = frame.value;
  const session = app.sessions.get(summary.session);
  if (session === undefined || payload.kind === 'none')
    return app.toast.say('This frame carries no message that could be sent again.');
  const body = await bodyOf(app, frame.value, 'masked');
  if (!body.ok) return app.toast.complain(body.problem);
  const { text, form, masked } = body.value;
  const about = form === 'text' ? aboutOf(text) : undefined;
  const draft = app.drafts.open({
    target: session.target,
    text,
    how: AS_WRITTEN,
    keepsPlaceholders: true,
    ...(form === 'hex' ? { form } : {}),
    ...(about === undefined ? {} : { about }),
  });
  if (masked === 0 && hasFiller(frame.value))
    return app.toast.complain({
      code: 'filler',
      message: FILLER_WORDS,
      hint: 'Put them in before it is sent.',
    });
  if (masked === 0) return;
  app.toast.warn(`${maskedWords(masked)} shown as *** and would be sent so.`, {
    words: 'Put them back',
    run: () => void putBack(app, draft.id, { text, form }, frame.value),
  });
}

/** The same message as a text that is changed before it is sent. What cannot be had is said. */
export async function messageTextOf(
  app: App,
  at: FrameRef,
): Promise<{ target: string; text: string } | undefined> {
  const frame = await messageOf(app, at);
  const session = frame.ok ? app.sessions.get(frame.value.summary.session) : undefined;
  const body = frame.ok ? await bodyOf(app, frame.value, 'masked') : frame;
  if (!body.ok) app.toast.complain(body.problem);
  else if (session === undefined || body.value.text === '' || body.value.form === 'hex')
    app.toast.say('This frame carries no text that could be changed and sent again.');
  else {
    const { text, masked } = body.value;
    if (masked > 0) app.toast.say(`${maskedWords(masked)} shown as *** and would be sent so.`);
    return { target: session.target, text };
  }
  return undefined;
}

async function messageOf(app: App, at: FrameRef): Promise<Outcome<FrameDetail>> {
  const { api } = app.bridge;
  const selected = await api.frame(at.session, at.seq);
  if (!selected.ok) return selected;
  const { exchange, summary } = selected.value;
  const isAnswer = summary.toward === 'client' && exchange !== undefined && exchange.request !== summary.seq;
  if (!isAnswer) return selected;
  const request = await api.frame(at.session, exchange.request);
  return request.ok && request.value.summary.toward === 'server' ? request : selected;
}

/** As text where it is text, else as hexadecimal digits. */
async function bodyOf(
  app: App,
  { summary: { session, seq }, payloadBytes }: FrameDetail,
  how: 'masked' | 'revealed',
): Promise<Outcome<FrameBody>> {
  const { readBytes } = await loadOffered();
  const read = await readBytes(app.bridge.api, session, { frame: seq, from: 0, to: payloadBytes }, how);
  if (!read.ok) return read;
  const { bytes, masked } = read.value;
  try {
    const text = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(bytes);
    return { ok: true, value: { text, form: 'text', masked } };
  } catch {
    // TypeError: no UTF-8. As a text it would be sent as something else.
    return { ok: true, value: { text: writeHex(bytes), form: 'hex', masked } };
  }
}

const maskedWords = (count: number) => (count === 1 ? '1 known secret is' : `${count} known secrets are`);

/** Secrets of a recorded message stand in its tab again. Only because a person asked for it just now. */
async function putBack(app: App, id: string, opened: Body, frame: FrameDetail): Promise<void> {
  const body = await bodyOf(app, frame, 'revealed');
  if (!body.ok) return app.toast.complain(body.problem);
  const { text, form } = body.value;
  const draft = app.drafts.get(id);
  // What was written since stays: the message as it was gets a tab of its own.
  if (draft?.text === opened.text) return app.drafts.set(id, { text, form });
  const session = app.sessions.get(frame.summary.session);
  if (session !== undefined)
    app.drafts.open({ target: session.target, text, form, how: AS_WRITTEN, keepsPlaceholders: true });
}

/** The item a message calls, so that its form can be shown beside it. */
function aboutOf(text: string): ItemRef | undefined {
  const { method, name } = wordsOfText(readJson(text));
  const section = method === 'tools/call' ? 'tools' : method === 'prompts/get' ? 'prompts' : undefined;
  return section === undefined || name === undefined ? undefined : { section, name, nth: 1 };
}
