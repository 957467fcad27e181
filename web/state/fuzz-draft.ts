import type { HowToSend } from '../../protocol/craft.ts';
import type { ItemRef } from '../../protocol/inventory.ts';
import { FUZZ_LIMITS } from '../../protocol/fuzz-limits.ts';
import type { App } from './app.svelte.ts';
import { messageTextOf } from './frame-draft.ts';
import { unmarked } from './fuzz-marks.ts';
import { subjectOfItem } from './fuzz-offers.svelte.ts';
import { NO_FUZZ } from './fuzz-place.ts';
import { USUAL_WAY } from './item-draft.ts';
import type { FrameRef } from './place.ts';

/** The plan for one item of what a target offers. */
export function fuzzItem(app: App, target: string, ref: ItemRef): void {
  const subject = subjectOfItem(ref);
  if (subject === undefined) return;
  app.fuzz.change(target, { only: [subject], marked: undefined, case: undefined });
  app.location.go({ screen: 'fuzz', target, fuzz: NO_FUZZ });
}

/** A text whose places are to be marked. */
export function fuzzText(app: App, target: string, text: string, how: HowToSend): void {
  if (text.length > FUZZ_LIMITS.text)
    return app.toast.say('This text is too long to be tried with other values.');
  const first = { kind: 'strategy', id: 'path-traversal' } as const;
  app.fuzz.change(target, { marked: unmarked(text, how, first), case: undefined });
  app.location.go({ screen: 'fuzz', target, fuzz: NO_FUZZ });
}

/** The message of a frame; of an answer to us the request it answers. Known secrets in it stay masked. */
export async function fuzzFrame(app: App, at: FrameRef): Promise<void> {
  const read = await messageTextOf(app, at);
  if (read === undefined) return;
  fuzzText(app, read.target, read.text, USUAL_WAY);
}
