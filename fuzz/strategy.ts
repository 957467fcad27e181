import type { Severity } from '../protocol/finding.ts';
import type { FuzzStrategyCard } from '../protocol/fuzz-cards.ts';
import type { WireForm } from '../protocol/wire-form.ts';
import type { Listener, World } from './world.ts';

/** One value of a message that is changed, and what its schema says of it. */
export interface Position {
  /** JSON pointer into the arguments (tool, prompt), the variables (template) or the text (marked). */
  at: string;
  /** The name a person would call it by: the last key on the way that is no number. Lower case, words split: `file path`. */
  words: string;
  description: string;
  /** Kinds of JSON the schema allows; empty: any. */
  types: readonly ('string' | 'number' | 'integer' | 'boolean' | 'array' | 'object' | 'null')[];
  format?: string;
  pattern?: string;
  /** JSON texts. */
  options?: readonly string[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  isRequired: boolean;
  /** Values (JSON texts) the server itself gave out for it. */
  learned?: readonly string[];
  /** Its valid value, JSON text. */
  seed: string;
  /** What its author named as an example, JSON text, where something of the run stands in its place: what is let through may look so. */
  named?: string;
  /** Where that comes from: `world`, `remembered`, `example`, `default`, `enum`, `learned`, `made`. */
  from?: string;
}

/** What is called: a method with valid parameters. Everything a server says here is data. */
export interface Subject {
  kind: 'tool' | 'prompt' | 'template' | 'resource' | 'text' | 'protocol';
  name: string;
  description: string;
  /** Capability tags: `reads-files`, `runs-commands`, `queries-database`, `fetches-urls`, `read-only`, `destructive`. */
  tags: readonly string[];
  /** Whether it says of itself that it only reads. */
  isReadOnly: boolean;
  method: string;
  /** The whole valid message, JSON text with `"id":1`. */
  text: string;
  /** Pointer in `text` to what positions are counted from: `/params/arguments`. */
  inputsAt: string;
  positions: readonly Position[];
  /**
   * Another kind of object stands in the message at `within` than in the message of the tool `of`: only what is in it is
   * changed, everything else is there already.
   */
  kindOf?: { of: string; within: string };
  /** The URI template its address is made of; positions are its variables, and the empty pointer is the whole address. */
  template?: string;
  /** Called before each case; `take`: position whose value comes from its answer. */
  before?: readonly Step[];
  /** Called after each case: what was stored may come back here. */
  after?: readonly Step[];
}

/**
 * A call around a case. `take`: pointer of the position that gets an id found in the answer. `isGuess`: nothing says that
 * it shows what was stored; it is called only where nothing else would show that a call was carried out.
 */
export interface Step {
  subject: string;
  text: string;
  take?: string;
  isGuess?: boolean;
}

/** All that a payload may be made of. The same for the same seed, case and attempt. */
export interface Making {
  /** 16 lower-case letters and digits, of this case and attempt alone. */
  token: string;
  world?: World;
  listener?: Listener;
  /** What the calls before the case gave out, JSON texts by the position they are for; of late payloads only. */
  taken?: ReadonlyMap<string, string>;
  /** Between 0 and 1, from the seed; call it as often as needed. */
  random(): number;
}

/** What leads nowhere: whoever shows its `value` without its `without` keeps pieces of what it is given. */
interface Kept {
  /** JSON text. */
  json: string;
  value: string;
  without: string;
}

/** What would prove a payload; an oracle looks for it. */
export type Expectation =
  /**
   * A canary that may not be read comes back. `unless`: the plain way to ask for it (JSON text), sent once as a further
   * value; a server that gives the canary out to that keeps nothing back, and nothing was got round.
   */
  | { kind: 'canary'; unless?: string }
  /** This file appears; its name holds the token. */
  | { kind: 'file'; path: string }
  /**
   * The listener is asked for the token. `unless`: as with a canary, the plain way to ask for it. `as`: only what it was
   * asked that begins so counts, in any case: a line that was cut off from the one before.
   */
  | { kind: 'listener'; unless?: string; as?: string }
  /**
   * `value` is in the answer, and neither in what was sent nor in any control. `unless`: as with a canary; whoever answers
   * the plain way with it too is there to work it out. `isPurpose`: the tool says itself that it works out what stands there.
   */
  | { kind: 'computed'; value: string; unless?: string; isPurpose?: boolean }
  /**
   * The database or the folder of the world differs afterwards, and the tool promised to read only. `named`: a change
   * that names this counts whatever was promised, because nobody else makes a table of that name. `isPromised`: it was
   * promised in words.
   */
  | { kind: 'fixture'; named?: string; isPromised?: boolean }
  /** Answers to `same` are like the control, answers to the payload are not; three times each. JSON texts. */
  | { kind: 'differs'; same: string }
  /**
   * A later valid call shows this text, and did not before. `without`: not where this stands beside it, merely kept.
   * `unless`: a value (JSON text) of the same shape, sent once as a further one. A later call that shows its `value` too,
   * and not its `without`, shows a piece of what was kept.
   */
  | { kind: 'spreads'; value: string; without?: string; unless?: Kept }
  /** The process dies, hangs, or grows; or the answer holds a trace. Always looked for, with everything. */
  | { kind: 'crash' }
  /** Taken as good though the schema forbids it. */
  | { kind: 'refusal' }
  /** Cost grows faster than length over these further values (JSON texts, ascending length), up to the first that costs much. */
  | { kind: 'slow'; sizes: readonly string[] }
  /** Its answer holds what belongs to somebody else. */
  | { kind: 'foreign'; value: string; without?: string }
  /**
   * Answered as good, and otherwise than the control is: an id that was never given out. `turned`: numbers that were
   * changed; an answer with one of them in the place of the old one was made of the change. `unless`: what leads to nothing
   * anywhere (JSON text), sent once as a further value; who says the same to that has not gone by the change.
   */
  | { kind: 'unlisted'; turned?: readonly { was: number; is: number }[]; unless?: string }
  /** Its answer has this value (JSON text) at this pointer: something nobody may agree to. */
  | { kind: 'agrees'; at: string; value: string }
  /** A prompt has a message that begins with this and is not the user's, though it was sent in the midst of an argument. */
  | { kind: 'speaks'; value: string };

/** What is sent. A `json` text stands in the position; a `message` is sent instead of the whole. */
export type Made = {
  expects: readonly Expectation[];
  /** What it would mean if it were proved, where that is not what the strategy says. */
  severity?: Severity;
} & (
  | { json: string }
  | {
      message: string;
      wire?: WireForm;
      form?: 'text' | 'hex';
      /** Whether an answer is due. */ isAnswered: boolean;
    }
);

export interface Payload {
  /** Stable words in kebab-case, once in its strategy. */
  id: string;
  /** Tried even where nothing says that the parameter is of this kind. */
  isCore: boolean;
  /** Made of what the calls before the case give out, once they were answered. */
  isLate?: boolean;
  /** Undefined: not testable here, and why is said by `why` of the strategy. */
  make(making: Making): Made | undefined;
}

/** One way in. `fits`: 0 (never here) to 1 (made for it); between 0 and 0.5 only core payloads are tried. */
export interface Strategy {
  meta: FuzzStrategyCard & {
    severity: Severity;
    /** What to do about it, two sentences. */ fix: string;
    /** Title of what is found. */ finding: string;
  };
  /** Whole messages of a subject instead of one of its values: `position` is then undefined. */
  of: 'value' | 'message';
  fits(subject: Subject, position: Position | undefined): number;
  payloads(subject: Subject, position: Position | undefined): readonly Payload[];
  /** What it needs and does not find: no listener, no folder. Undefined: it can be tried. */
  needs?(has: { world?: World; listener?: Listener }): string | undefined;
}
