import type { Finding } from '../protocol/finding.ts';
import type { FieldClass } from '../protocol/mcp/fields.ts';
import { readBytes } from '../protocol/mcp/reading.ts';
import { Findings } from './findings.ts';
import { messagesOf, noteMeant } from './messages.ts';
import { RecordedFrame, type FrameBytes } from './message.ts';
import { Neighbours, type Neighbour } from './neighbours.ts';
import type { Pack, Reader } from './pack.ts';
import { PatternSearch } from './pattern-search.ts';
import type { Match, Rule, Watch } from './rule.ts';
import { SessionFacts, type TargetFacts } from './session-facts.ts';
import { Text } from './text.ts';
import { textsOutside } from './texts-outside.ts';
import { decodeStretches, DECODED_MOST, DECODED_DEPTH, isDecodable } from './views/decode.ts';
import { walkMessage } from './walk.ts';

/** What became of one frame. */
export interface Inspected {
  findings: Finding[];
  /** What of it was not looked at, and why, in words. */
  notInspected: string[];
}

export interface InspectionOptions {
  pack: Pack;
  session: string;
  target: TargetFacts;
  /** SHA-256 in hex, or as good: a server must not be able to make two texts that hash alike. */
  hash: (text: string) => string;
}

/** Characters of one string that are looked at. */
const MOST_OF_A_STRING = 8 * 1024 * 1024;

/** The rules over one session, frame by frame in order. Same frames, same findings. */
export class Inspection {
  readonly facts: SessionFacts;
  #pack: Pack;
  #watches: { rule: Rule; watch: Watch }[];
  #readers = new Map<FieldClass, readonly Reader[]>();
  #search: PatternSearch;
  #findings: Findings;
  #decoded = 0;

  constructor(options: InspectionOptions) {
    this.#pack = options.pack;
    this.facts = new SessionFacts(options.target);
    this.#findings = new Findings(options);
    this.#watches = this.#pack.rules.map((rule) => ({
      rule,
      watch: rule.watch((said) => this.#findings.add(rule, said), this.facts),
    }));
    this.#search = new PatternSearch(this.#pack, (rule, match) => this.#match(rule, match));
  }

  take(bytes: FrameBytes): Inspected {
    this.#findings.begin();
    this.#decoded = 0;
    const isText = bytes.head.channel === 'stderr';
    const reading = bytes.payload === undefined || isText ? undefined : readBytes(bytes.payload);
    const frame = new RecordedFrame(bytes, reading);
    if (reading?.stoppedAt !== undefined)
      this.#findings.note(`Not inspected beyond byte ${reading.stoppedAt} of the message: it is too large.`);
    for (const message of messagesOf(frame, this.facts)) {
      frame.messages.push(message);
      walkMessage(message, this.#pack.wanted, this.#text);
      this.#search.flush();
      this.facts.tools.take(message);
      for (const item of message.items) this.#tell((watch) => watch.item?.(item));
      this.#tell((watch) => watch.message?.(message));
      this.facts.take(message);
    }
    noteMeant(frame, this.facts);
    for (const text of textsOutside(frame)) this.#text(text);
    this.#search.flush();
    this.#tell((watch) => watch.frame?.(frame));
    return this.#findings.end();
  }

  /** The other servers that are seen at the same time, all of them; replaces those of before. */
  neighbours(list: readonly Neighbour[]): Inspected {
    this.#findings.begin();
    this.facts.neighbours = new Neighbours(list);
    for (const words of this.facts.neighbours.notes) this.#findings.note(words);
    this.#tell((watch) => watch.neighbours?.());
    return this.#findings.end();
  }

  /** What can only be said when no more frames come for now. */
  end(): Inspected {
    this.#findings.begin();
    this.#tell((watch) => watch.end?.());
    return this.#findings.end();
  }

  #text = (text: Text): void => {
    if (text.value.length > MOST_OF_A_STRING) {
      this.#findings.note(
        `Of a string of ${text.value.length} characters only the first ${MOST_OF_A_STRING} were inspected.`,
      );
      this.#text(new Text({ ...text, value: text.value.slice(0, MOST_OF_A_STRING) }));
      return;
    }
    for (const { rule: at, traits } of this.#readersOf(text.field)) {
      if (traits !== 0 && !text.has(traits)) continue;
      const { rule, watch } = this.#watches[at]!;
      try {
        watch.text!(text);
      } catch (bug) {
        this.#failed(rule, bug);
      }
    }
    this.#search.add(text);
    if (text.via.length < DECODED_DEPTH && isDecodable(text.value, text.traits)) this.#decodedIn(text);
  };

  /** Of the rules that read a class, those that look at whole strings. A short session meets few classes. */
  #readersOf(field: FieldClass): readonly Reader[] {
    let readers = this.#readers.get(field);
    if (readers === undefined) {
      readers = (this.#pack.readers.get(field) ?? []).filter(
        ({ rule }) => this.#watches[rule]!.watch.text !== undefined,
      );
      this.#readers.set(field, readers);
    }
    return readers;
  }

  /** What encoded stretches stand for goes through all rules like any text. */
  #decodedIn(of: Text): void {
    // A blob that is text is read as the body it is.
    const field = of.field === 'binary' ? 'resource-body' : of.field;
    for (const stretch of decodeStretches(of.value, of.traits)) {
      if (this.#decoded >= DECODED_MOST) return;
      this.#decoded += stretch.text.length;
      if (this.#decoded >= DECODED_MOST)
        this.#findings.note('Encoded text beyond 1 MiB in one frame was not decoded.');
      const { from, to, via, origin } = stretch;
      const source = {
        kind: 'decoded' as const,
        of,
        from,
        to,
        via,
        ...(origin === undefined ? {} : { origin }),
      };
      this.#text(new Text({ value: stretch.text, field, source, frame: of.frame, item: of.item }));
    }
  }

  #match(rule: number, match: Match): void {
    const { rule: of, watch } = this.#watches[rule]!;
    try {
      watch.match?.(match);
    } catch (bug) {
      this.#failed(of, bug);
    }
  }

  #tell(tell: (watch: Watch) => void): void {
    for (const { rule, watch } of this.#watches) {
      try {
        tell(watch);
      } catch (bug) {
        this.#failed(rule, bug);
      }
    }
  }

  /** A rule that throws is a bug of ours; the other rules go on, and it is said. */
  #failed({ meta }: Rule, bug: unknown): void {
    this.#findings.note(
      `The rule ${meta.id} failed here: ${bug instanceof Error ? bug.message : String(bug)}`,
    );
  }
}
