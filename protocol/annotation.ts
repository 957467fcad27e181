import * as z from 'zod/mini';
import { COLOURS, LONGEST_NOTE } from './colours.ts';

export const Colour = z.enum(COLOURS);
export type Colour = z.infer<typeof Colour>;

/** What a person put on a frame: a mark, a colour, a note. Never part of what was recorded. */
export const Annotation = z.object({
  mark: z.optional(z.literal(true)),
  colour: z.optional(Colour),
  /** Plain text. */
  note: z.optional(z.string().check(z.minLength(1), z.maxLength(LONGEST_NOTE))),
});
export type Annotation = z.infer<typeof Annotation>;

export const FrameAnnotation = z.object({
  seq: z.number(),
  ...Annotation.shape,
  /** When it was last changed, ms since the epoch. */
  at: z.number(),
});
export type FrameAnnotation = z.infer<typeof FrameAnnotation>;

/** Changes what is given and leaves the rest, so that two pages do not undo each other. */
export const AnnotationChange = z.object({
  mark: z.optional(z.boolean()),
  colour: z.optional(z.nullable(Colour)),
  /** Empty: none. */
  note: z.optional(z.string().check(z.maxLength(LONGEST_NOTE))),
});
export type AnnotationChange = z.infer<typeof AnnotationChange>;

/** Of the frames [from, to) of a session, ascending; `version` grows with every change in the session. */
export const AnnotationsPage = z.object({
  annotations: z.array(FrameAnnotation),
  total: z.number(),
  version: z.number(),
});
export type AnnotationsPage = z.infer<typeof AnnotationsPage>;

/** What a row shows of it; the note is cut. */
export const RowAnnotation = z.object({
  mark: z.optional(z.literal(true)),
  colour: z.optional(Colour),
  note: z.optional(z.string()),
});
export type RowAnnotation = z.infer<typeof RowAnnotation>;
