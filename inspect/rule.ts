import type { Confidence, Family, Severity } from '../protocol/finding.ts';
import type { FieldClass } from '../protocol/mcp/fields.ts';
import type { Item, Message, RecordedFrame } from './message.ts';
import type { Place } from './place.ts';
import type { SessionFacts } from './session-facts.ts';
import type { Text } from './text.ts';
import type { View } from './views/view.ts';

/**
 * One thing to look for. Pure: the same frames give the same reports. What it remembers between
 * frames lives in the closure of `watch`, bounded; one `watch` is one session.
 */
export interface Rule {
  readonly meta: RuleMeta;
  /** RE2 expressions by name, looked for in one pass with those of all rules; hits come to `match`. Write `(?i)` where case does not count. */
  readonly patterns?: Readonly<Record<string, string>>;
  readonly reads?: Reads;
  watch(report: Report, session: SessionFacts): Watch;
}

export interface RuleMeta {
  /** Words, as its folder. */
  readonly id: string;
  /** Grows when the same text is judged otherwise: findings are then new ones. */
  readonly version: number;
  readonly title: string;
  readonly family: Family;
  /** The worst it reports, and how sure it is unless a report says otherwise. */
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly about: string;
  readonly falsePositives: string;
  readonly fix: string;
  readonly references: readonly string[];
}

/** Which strings come to `text` and `match`. */
export interface Reads {
  /** Absent: all but `sent` and `envelope`. */
  readonly fields?: readonly FieldClass[];
  /** Bits of `TRAIT`: only strings that have one of them come to `text`. Absent: all. */
  readonly traits?: number;
  /** Where patterns are looked for. Absent: `plain` (whitespace collapsed, hidden characters out, look-alikes folded), `decoded` and `markup`. */
  readonly views?: readonly View['kind'][];
}

export interface Watch {
  /** Every string, key, header value and stderr line it reads (see `Reads`). */
  text?(text: Text): void;
  /** Every hit of one of its patterns; at most 50 of one pattern in one view. */
  match?(match: Match): void;
  /** Every tool, prompt, resource or template of a list, and once what a server says of itself. */
  item?(item: Item): void;
  /** Every JSON-RPC message, either direction, after its strings. */
  message?(message: Message): void;
  /** Every frame, after its messages: HTTP heads, what is no JSON, faults of the reading. */
  frame?(frame: RecordedFrame): void;
  /** `session.neighbours` is another list than before; before the first frame, or while frames come. */
  neighbours?(): void;
  /** The recording goes no further, for now or for good; may be called again. */
  end?(): void;
}

/** A hit of a pattern, in the coordinates of the view it was found in. */
export interface Match {
  readonly text: Text;
  readonly view: View;
  readonly pattern: string;
  readonly from: number;
  readonly to: number;
  /** The hit itself. */
  readonly value: string;
  /** Where it stands in the frame. */
  place(): Place;
}

export type Report = (said: Said) => void;

/** What a rule has to say. Severity and confidence fall back on the rule's own. */
export interface Said {
  at: Place;
  /** More places that belong to the same finding; at most 8 are kept. */
  and?: readonly Place[];
  /** One or two plain sentences: what is there and why it matters. Quotes of the server at most 120 characters. */
  says: string;
  title?: string;
  severity?: Severity;
  confidence?: Confidence;
  /** What the fingerprint hangs on instead of the matched bytes, when those change by themselves. */
  sameAs?: string;
}
