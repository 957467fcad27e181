import * as z from 'zod/mini';
import { HowToSend } from '../craft.ts';
import { Severity } from '../finding.ts';
import { UNSEEN } from '../unseen.ts';
import { HttpForm, StdioForm, TextForm } from '../wire-form.ts';

/** Bounds of a collection, which may come from anywhere. */
export const COLLECTION_BOUNDS = {
  /** UTF-16 units of a whole file. */
  file: 16 * 1024 * 1024,
  calls: 1000,
  checks: 100,
  text: 8 * 1024 * 1024,
  head: 256 * 1024,
  name: 200,
  description: 10_000,
  pointer: 1000,
  pattern: 1000,
  equals: 64 * 1024,
} as const;

const most = (length: number) => z.string().check(z.maxLength(length));

/** Shown as it is, so nothing may stand in it that is not seen. Never a path, whatever it looks like. */
const line = (least: number) =>
  most(COLLECTION_BOUNDS.name).check(
    z.minLength(least),
    z.refine((text) => text.search(UNSEEN) === -1, 'It holds a character that cannot be seen.'),
  );

const pointer = most(COLLECTION_BOUNDS.pointer).check(
  z.refine((text) => text === '' || text.startsWith('/'), 'A pointer is empty or begins with a slash.'),
);

/** What has to be true of a place in the answer. The pointer begins at the whole message: `/result/content/0/text`. */
export const Check = z.union([
  /** JSON text. */
  z.strictObject({ pointer, equals: most(COLLECTION_BOUNDS.equals) }),
  /** A regular expression (RE2), found anywhere in the text there. */
  z.strictObject({ pointer, matches: most(COLLECTION_BOUNDS.pattern).check(z.minLength(1)) }),
  z.strictObject({ pointer, exists: z.boolean() }),
]);
export type Check = z.infer<typeof Check>;

/** What a call has to come to. Nothing said: any answer will do. */
export const Expectation = z.strictObject({
  outcome: z.optional(z.enum(['result', 'tool-error', 'error', 'no-answer'])),
  /** Of a JSON-RPC error. */
  errorCode: z.optional(z.int()),
  /** Of the HTTP response. */
  status: z.optional(z.int().check(z.gte(100), z.lte(999))),
  checks: z.array(Check).check(z.maxLength(COLLECTION_BOUNDS.checks)),
  /** No open finding of this severity or a graver one stands in the answer. */
  noFinding: z.optional(Severity),
  /** ms from sending to the answer. */
  within: z.optional(z.number().check(z.positive(), z.lte(600_000))),
});
export type Expectation = z.infer<typeof Expectation>;

const StrictWireForm = z.discriminatedUnion('kind', [
  z.strictObject(StdioForm.shape),
  z.strictObject({ ...HttpForm.shape, head: most(COLLECTION_BOUNDS.head) }),
]);

/** A text with how it is sent and what has to come of it. Of no target: it can be sent to any. */
export const SavedCall = z.strictObject({
  id: z.string().check(z.regex(/^[\w-]{1,64}$/)),
  name: line(1),
  /** Words with slashes between them, to show calls in groups. */
  folder: line(0),
  description: most(COLLECTION_BOUNDS.description),
  text: most(COLLECTION_BOUNDS.text),
  form: z.optional(TextForm),
  how: z.strictObject(HowToSend.shape),
  wire: z.optional(StrictWireForm),
  keepsPlaceholders: z.optional(z.boolean()),
  expect: Expectation,
});
export type SavedCall = z.infer<typeof SavedCall>;

export const COLLECTION_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Calls that belong together, in the order they run in. */
export const Collection = z.strictObject({
  /** A UUID in lower case; where it is kept is never taken from a file of somebody else's. */
  id: z.string().check(z.regex(COLLECTION_ID)),
  name: line(1),
  description: most(COLLECTION_BOUNDS.description),
  calls: z.array(SavedCall).check(
    z.maxLength(COLLECTION_BOUNDS.calls),
    z.refine((calls) => new Set(calls.map(({ id }) => id)).size === calls.length, 'Two calls have one id.'),
  ),
});
export type Collection = z.infer<typeof Collection>;
