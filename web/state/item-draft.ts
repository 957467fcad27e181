import type { Draft, HowToSend } from '../../protocol/craft.ts';
import type { ItemRef } from '../../protocol/inventory.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import type { Api } from '../connection/api.ts';
import { messageText, paramsText, shapeOf } from './call-text.ts';
import { loadOffered } from './load-offered.ts';

export const USUAL_WAY: HowToSend = { rpcId: 'next', meta: 'fill' };

/** What a tab is opened with. */
export type NewDraft = Omit<Draft, 'id' | 'sends'>;

/** The call of an item: what was sent to it last, else what its schema asks for at least. Undefined: it cannot be called. */
export async function itemDraft(
  api: Api,
  session: Session,
  ref: ItemRef,
): Promise<Outcome<NewDraft> | undefined> {
  const shape = shapeOf(ref);
  if (shape === undefined) return undefined;
  const { readOfferedItem, startArguments } = await loadOffered();
  const item = await readOfferedItem(api, session.id, ref);
  if (!item.ok) return item;
  const { calledBy, inputs, isOnlyTask } = item.value;
  const last = await api.lastInput(session.target, shape.method, calledBy);
  const params =
    (last.ok ? last.value.params : undefined) ??
    paramsText(shape, calledBy, startArguments(ref, inputs), isOnlyTask);
  const text = messageText(shape.method, params);
  return { ok: true, value: { target: session.target, text, how: USUAL_WAY, about: ref } };
}
