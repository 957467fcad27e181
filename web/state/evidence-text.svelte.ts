import type { Evidence } from '../../protocol/finding.ts';
import type { Api } from '../connection/api.ts';
import type { Piece } from '../body/hidden.ts';
import { utf8End, utf8Start } from '../body/utf8-edges.ts';
import { splitBytes } from '../body/utf8.ts';

/** Bytes drawn around what is pointed at, and of that itself. */
const AROUND = 160;
const MOST = 1500;
const MOST_PLACES = 6;

/** One place of a finding, as it stands among its neighbours. */
export interface EvidenceText {
  evidence: Evidence;
  before: Piece[];
  hit: Piece[];
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
    void this.#load(key, session, evidence.slice(0, MOST_PLACES));
  }

  async #load(key: string, session: string, evidence: readonly Evidence[]): Promise<void> {
    const texts = await Promise.all(evidence.map((one) => this.#read(session, one)));
    if (this.#key === key) this.#texts = texts.flatMap((text) => text ?? []);
  }

  async #read(session: string, evidence: Evidence): Promise<EvidenceText | undefined> {
    const from = Math.max(0, evidence.from - AROUND);
    const end = Math.min(evidence.to, evidence.from + MOST);
    const { frame, part } = evidence;
    const bytes = await this.#api.stretch(session, { frame, part, from, to: end + AROUND });
    if (bytes === undefined) return undefined;
    const first = utf8Start(bytes, evidence.from - from);
    const last = utf8End(bytes, end - from);
    const begin = from === 0 ? 0 : utf8End(bytes, 0);
    const stop = utf8Start(bytes, bytes.length);
    const left = evidence.to - end;
    return {
      evidence,
      before: splitBytes(bytes.subarray(begin, first), '\n\t'),
      hit: splitBytes(bytes.subarray(first, last), '\n\t'),
      after: left > 0 ? [] : splitBytes(bytes.subarray(last, Math.max(last, stop)), '\n\t'),
      left,
      isCutBefore: from > 0,
    };
  }
}
