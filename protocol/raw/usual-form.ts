import * as z from 'zod/mini';
import { HowToSend } from '../craft.ts';
import { TextForm, WireForm } from '../wire-form.ts';

/** Asks how a text goes over the wire when nothing is said of it. Nothing is sent, and no id is taken. */
export const AskUsualForm = z.object({
  text: z.string(),
  form: z.optional(TextForm),
  /** Absent: as it is written. */
  how: z.optional(HowToSend),
});
export type AskUsualForm = z.infer<typeof AskUsualForm>;

/** A form to begin from: sent in it, a text arrives as it does usually, but for what only a connection knows. */
export const UsualForm = z.object({
  wire: WireForm,
  /** Names of the headers that the bridge adds for the target; their values are never in the head. */
  targetHeaders: z.array(z.string()),
});
export type UsualForm = z.infer<typeof UsualForm>;
