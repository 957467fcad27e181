import type { Place } from './place.ts';
import type { Pack } from './pack.ts';
import { hitsOf, type Wanted } from './prefilter.ts';
import type { Match } from './rule.ts';
import type { Text } from './text.ts';
import type { View } from './views/view.ts';

export interface Hit {
  readonly rule: number;
  readonly match: Match;
}

/** Long texts are searched in stretches, so that one hit does not cost a search of the whole by every pattern. */
const STRETCH = 8192;
/** A hit that begins in one stretch may end so far in the next. */
const OVERLAP = 1024;
/** Hits of one pattern in one view. */
const MOST_HITS = 50;

/** Where patterns of the rules that read this class stand in a text, in any of its views. */
export function* hitsIn(text: Text, pack: Pack): Generator<Hit> {
  const readers = pack.readers.get(text.field)!;
  for (const kind of pack.prefilter.kinds) {
    const view = text.view(kind);
    if (kind !== 'parsed' && kind !== 'plain' && view.kind === 'parsed') continue;
    const counts = new Map<Wanted, number>();
    for (let start = 0; start < view.text.length; start += STRETCH) {
      const stretch =
        view.text.length <= STRETCH ? view.text : view.text.slice(start, start + STRETCH + OVERLAP);
      for (const wanted of pack.prefilter.in(kind, stretch)) {
        if (!readers.some((reader) => reader.rule === wanted.rule)) continue;
        for (const hit of hitsOf(wanted.expression, stretch)) {
          if (hit.from >= STRETCH) break;
          const count = (counts.get(wanted) ?? 0) + 1;
          counts.set(wanted, count);
          if (count > MOST_HITS) break;
          yield {
            rule: wanted.rule,
            match: new FoundMatch(text, view, wanted.name, start + hit.from, start + hit.to),
          };
        }
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
