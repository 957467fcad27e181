import type { FieldClass } from '../protocol/mcp/fields.ts';
import type { Place } from './place.ts';
import type { Pack } from './pack.ts';
import { hitsOf, type Wanted } from './prefilter.ts';
import type { Match } from './rule.ts';
import type { Text } from './text.ts';
import type { View } from './views/view.ts';

/** Long texts are searched in stretches, so that one hit does not cost a search of the whole by every pattern. */
const STRETCH = 8192;
/** A hit that begins in one stretch may end so far in the next. */
const OVERLAP = 1024;
/** Hits of one pattern in one view. */
const MOST_HITS = 50;
/** Short texts are searched together until there are so many characters: starting the automaton costs as much as a line. */
const TOGETHER = 4096;

interface Waiting {
  readonly text: Text;
  readonly view: View;
}

interface Queue {
  readonly views: readonly View['kind'][];
  waiting: Waiting[];
  characters: number;
}

/** Where patterns stand in texts, in any view of them. Texts wait for company; `flush` ends the waiting. */
export class PatternSearch {
  #pack: Pack;
  #found: (rule: number, match: Match) => void;
  #queues = new Map<string, Queue>();
  #isWanted: Map<FieldClass, ReadonlySet<number>>;

  constructor(pack: Pack, found: (rule: number, match: Match) => void) {
    this.#pack = pack;
    this.#found = found;
    this.#isWanted = new Map(
      [...pack.readers].map(([field, readers]) => [
        field,
        new Set(readers.map(({ rule }) => rule).filter((rule) => pack.rules[rule]!.patterns !== undefined)),
      ]),
    );
  }

  add(text: Text): void {
    if ((this.#isWanted.get(text.field)?.size ?? 0) === 0) return;
    const { views } = this.#pack.prefilter;
    const parsed = text.view('parsed');
    const same = views.filter(
      (kind) => kind === 'parsed' || (kind === 'plain' && text.view(kind) === parsed),
    );
    if (same.length > 0) this.#queue(same, { text, view: parsed });
    for (const kind of views) {
      if (same.includes(kind)) continue;
      const view = text.view(kind);
      // Equal to what was searched already.
      if (view !== parsed) this.#queue([kind], { text, view });
    }
  }

  flush(): void {
    for (const queue of this.#queues.values()) this.#search(queue);
  }

  #queue(views: readonly View['kind'][], one: Waiting): void {
    const key = views.join(' ');
    let queue = this.#queues.get(key);
    if (queue === undefined) {
      queue = { views, waiting: [], characters: 0 };
      this.#queues.set(key, queue);
    }
    queue.waiting.push(one);
    queue.characters += one.view.text.length;
    if (queue.characters >= TOGETHER || !this.#pack.prefilter.mayJoin(views)) this.#search(queue);
  }

  #search(queue: Queue): void {
    const { waiting, views } = queue;
    if (waiting.length === 0) return;
    queue.waiting = [];
    queue.characters = 0;
    const hasAny =
      waiting.length === 1 ||
      this.#pack.prefilter.in(views, waiting.map(({ view }) => view.text).join('\n')).length > 0;
    if (hasAny) for (const one of waiting) this.#searchOne(views, one);
  }

  #searchOne(views: readonly View['kind'][], { text, view }: Waiting): void {
    const readers = this.#isWanted.get(text.field)!;
    const { length } = view.text;
    let counts: Map<Wanted, number> | undefined;
    for (let start = 0; start < length; start += STRETCH) {
      const stretch = length <= STRETCH ? view.text : view.text.slice(start, start + STRETCH + OVERLAP);
      for (const wanted of this.#pack.prefilter.in(views, stretch)) {
        if (!readers.has(wanted.rule)) continue;
        counts ??= new Map();
        let count = counts.get(wanted) ?? 0;
        for (const hit of count < MOST_HITS ? hitsOf(wanted.expression, stretch) : []) {
          // The next stretch finds it again.
          if (hit.from >= STRETCH || ++count > MOST_HITS) break;
          this.#found(wanted.rule, new FoundMatch(text, view, wanted.name, start + hit.from, start + hit.to));
        }
        counts.set(wanted, count);
      }
    }
  }
}

class FoundMatch implements Match {
  readonly text: Text;
  readonly view: View;
  readonly pattern: string;
  readonly from: number;
  readonly to: number;

  constructor(text: Text, view: View, pattern: string, from: number, to: number) {
    this.text = text;
    this.view = view;
    this.pattern = pattern;
    this.from = from;
    this.to = to;
  }

  get value(): string {
    return this.view.text.slice(this.from, this.to);
  }

  place(): Place {
    const { from, to } = this.view.origin(this.from, this.to);
    const original = this.text.value.slice(from, to);
    return this.text.place(from, to, original === this.value ? undefined : this.value);
  }
}
