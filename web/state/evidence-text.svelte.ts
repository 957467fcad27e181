import type { Evidence } from '../../protocol/finding.ts';
import type { Api } from '../connection/api.ts';
import type { Piece } from '../body/hidden.ts';
import { utf8End, utf8Start } from '../body/utf8-edges.ts';
import { outwardIn, stretches } from '../body/hits.ts';
import { splitBytes } from '../body/utf8.ts';

/** Bytes drawn around what is pointed at, and of that itself. */
const AROUND = 160;
const MOST = 1500;
const MOST_TOGETHER = 6000;
const MOST_PLACES = 6;

/** Places that are drawn in one stretch. */
interface Group {
  evidence: Evidence;
  from: number;
  to: number;
  places: { place: number; evidence: Evidence }[];
}

/** A stretch that the same places cover: by their order in the finding; none between two of them. */
export interface EvidencePart {
  pieces: Piece[];
  places: readonly number[];
}

/** Places of a finding that stand together, among their neighbours: one, or all signs in one text. */
export interface EvidenceText {
  /** The first of them. */
  evidence: Evidence;
  before: Piece[];
  parts: readonly EvidencePart[];
  after: Piece[];
  /** Bytes of it that are not drawn. */
  left: number;
  isCutBefore: boolean;
}

/** The bytes a finding points at, read when it is looked at. */
export class EvidenceTexts {
  #api: Pick<Api, 'stretch'>;
  #key = '';
  #texts = $state.raw<readonly EvidenceText[] | undefined>(undefined);

  constructor(api: Pick<Api, 'stretch'>) {
    this.#api = api;
  }

  /** Undefined while they are read. */
  get texts(): readonly EvidenceText[] | undefined {
    return this.#texts;
  }

  show(session: string, evidence: readonly Evidence[]): void {
    const key = JSON.stringify([session, evidence]);
    if (key === this.#key) return;
    this.#key = key;
    this.#texts = undefined;
    void this.#load(key, session, together(evidence).slice(0, MOST_PLACES));
  }

  async #load(key: string, session: string, groups: readonly Group[]): Promise<void> {
    const texts = await Promise.all(groups.map((group) => this.#read(session, group)));
    if (this.#key === key) this.#texts = texts.flatMap((text) => text ?? []);
  }

  async #read(session: string, group: Group): Promise<EvidenceText | undefined> {
    const { evidence } = group;
    const from = Math.max(0, group.from - AROUND);
    const end = Math.min(group.to, group.from + (group.places.length > 1 ? MOST_TOGETHER : MOST));
    const { frame, part } = evidence;
    const bytes = await this.#api.stretch(session, { frame, part, from, to: end + AROUND });
    if (bytes === undefined) return undefined;
    const first = utf8Start(bytes, group.from - from);
    const last = utf8End(bytes, end - from);
    const begin = from === 0 ? 0 : utf8End(bytes, 0);
    const stop = utf8Start(bytes, bytes.length);
    const left = group.to - end;
    // Bytes of a stretch, counted from where it was read.
    const hits = group.places.map(({ place, evidence: one }) => ({
      from: one.from - from,
      to: one.to - from,
      finding: place,
      severity: 'info' as const,
    }));
    const cut =
      first === last
        ? [{ from: first, to: last, findings: hits.map(({ finding }) => finding) }]
        : stretches(hits, first, last, outwardIn(bytes, 0, []));
    return {
      evidence,
      before: splitBytes(bytes.subarray(begin, first), '\n\t'),
      parts: cut.map((one) => ({
        pieces: splitBytes(bytes.subarray(one.from, one.to), '\n\t'),
        places: one.findings,
      })),
      after: left > 0 ? [] : splitBytes(bytes.subarray(last, Math.max(last, stop)), '\n\t'),
      left,
      isCutBefore: from > 0,
    };
  }
}

/** Signs in one text are read in one go; places that are no signs stand each for itself. */
function together(evidence: readonly Evidence[]): Group[] {
  const groups: Group[] = [];
  for (const [place, one] of evidence.entries()) {
    const { from, to, sign } = one;
    const known = sign && groups.find((group) => isSameText(group.evidence, one));
    if (known === undefined) {
      groups.push({ evidence: one, from, to, places: [{ place, evidence: one }] });
      continue;
    }
    known.from = Math.min(known.from, from);
    known.to = Math.max(known.to, to);
    known.places.push({ place, evidence: one });
  }
  return groups;
}

function isSameText(a: Evidence, b: Evidence): boolean {
  return a.frame === b.frame && a.part === b.part && a.pointer === b.pointer && a.header === b.header;
}

/** What one place of a finding says, as it was sent; nothing where it was not read. */
export function quoteOf(texts: readonly EvidenceText[], place: number): Piece[] {
  return texts.flatMap(({ parts }) =>
    parts.flatMap(({ pieces, places }) => (places.includes(place) ? pieces : [])),
  );
}
