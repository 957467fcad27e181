import { shortestScript } from '../../protocol/compare/script.ts';
import type { CompareRequest, SessionPair, SessionsCompared } from '../../protocol/comparison.ts';
import type { Drift } from '../../protocol/drift.ts';
import type { ExchangeSummary } from '../../protocol/exchange.ts';
import type { FrameSummary } from '../../protocol/frame.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import { completePage } from '../journal/complete-page.ts';
import type { Journal } from '../journal/journal.ts';
import { bytesOf, headerOf, LARGEST, maskedIn } from './compared-texts.ts';
import type { Comparer } from './comparer.ts';
import type { PairBytes, SideBytes } from './messages.ts';

export interface SessionComparisonsParts {
  journal: Pick<Journal, 'rows' | 'frame' | 'bytes' | 'session'>;
  comparer: Comparer;
  /** What became of what was offered; undefined where one of them offered nothing. */
  drift(left: Session, right: Session): Promise<Outcome<Drift | undefined>>;
}

/** Exchanges of one session that are looked at, the first ones. */
const MOST_EXCHANGES = 2000;
const PAGE = 1000;
/** Handed to the thread at once. */
const AT_ONCE = 4 * 1024 * 1024;
const LARGEST_REQUEST = 1024 * 1024;
const KEPT = 4;
/** Items that differ and are sent. */
const MOST_DRIFT = 200;

interface Made {
  pairs: SessionPair[];
  counts: SessionsCompared['counts'];
  drift: Drift | undefined;
  notes: string[];
}

/** Two sessions side by side: which exchange of one is which of the other, and what their answers say. */
export class SessionComparisons {
  #o: SessionComparisonsParts;
  /** Windows are asked for one after the other; the work is done once. */
  #kept = new Map<string, Promise<Outcome<Made>>>();

  constructor(parts: SessionComparisonsParts) {
    this.#o = parts;
  }

  async compare(
    left: string,
    right: string,
    { from = 0, limit = 200, only }: Pick<CompareRequest, 'from' | 'limit' | 'only'>,
  ): Promise<Outcome<SessionsCompared>> {
    const [was, is] = [this.#o.journal.session(left), this.#o.journal.session(right)];
    if (was === undefined) return noSuchSession(left);
    if (is === undefined) return noSuchSession(right);
    const made = await this.#made(was, is);
    if (!made.ok) return made;
    const { pairs, counts, drift, notes } = made.value;
    const listed = only === undefined ? pairs : pairs.filter(isDifferent);
    const start = Math.min(from, listed.length);
    return {
      ok: true,
      value: {
        kind: 'sessions',
        pairs: listed.slice(start, start + limit),
        from: start,
        total: listed.length,
        counts,
        ...(drift === undefined ? {} : cut(drift)),
        notes,
      },
    };
  }

  async #made(left: Session, right: Session): Promise<Outcome<Made>> {
    // A session that went on is another one.
    const key = [left, right]
      .map(({ id, frames, inventory }) => `${id} ${frames} ${inventory ?? 0}`)
      .join(' ');
    const made = this.#kept.get(key) ?? this.#make(left, right);
    this.#kept.delete(key);
    this.#kept.set(key, made);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
    try {
      const outcome = await made;
      if (!outcome.ok) this.#kept.delete(key);
      return outcome;
    } catch (bug) {
      this.#kept.delete(key);
      throw bug;
    }
  }

  async #make(left: Session, right: Session): Promise<Outcome<Made>> {
    const notes: string[] = [];
    const [olds, news] = [await this.#exchanges(left, notes), await this.#exchanges(right, notes)];
    if (!olds.ok) return olds;
    if (!news.ok) return news;
    const [was, is] = [await this.#keys(olds.value), await this.#keys(news.value)];
    if (!was.ok) return was;
    if (!is.ok) return is;
    const pairs = pairExchanges(olds.value, was.value, news.value, is.value);
    await this.#judge(pairs);
    const drift = await this.#o.drift(left, right);
    if (!drift.ok) notes.push(`What was offered was not compared: ${drift.problem.message}`);
    else if (drift.value === undefined)
      notes.push('What was offered was not compared: one of them told nothing of what it offers.');
    return {
      ok: true,
      value: { pairs, counts: countsOf(pairs), drift: drift.ok ? drift.value : undefined, notes },
    };
  }

  async #exchanges({ number }: Session, notes: string[]): Promise<Outcome<ExchangeSummary[]>> {
    const found: ExchangeSummary[] = [];
    let total = 0;
    do {
      const limit = Math.min(PAGE, MOST_EXCHANGES - found.length);
      const page = await completePage(this.#o.journal, {
        q: `session:${number}`,
        mode: 'exchanges',
        from: found.length,
        limit,
      });
      if (!page.ok) return page;
      total = page.value.total;
      const rows = page.value.rows.filter((row) => 'request' in row && typeof row.request === 'object');
      if (rows.length === 0) break;
      found.push(...(rows as ExchangeSummary[]));
    } while (found.length < Math.min(total, MOST_EXCHANGES));
    if (total > found.length)
      notes.push(`Of session ${number} the first ${found.length} of ${total} exchanges were compared.`);
    return { ok: true, value: found };
  }

  /** Method, direction, name and params of each request: what makes two of them the same question. */
  async #keys(exchanges: readonly ExchangeSummary[]): Promise<Outcome<Key[]>> {
    const keys: Key[] = [];
    for (let at = 0; at < exchanges.length;) {
      const requests: Uint8Array[] = [];
      let size = 0;
      for (; at + requests.length < exchanges.length && size < AT_ONCE;) {
        const { session, seq } = exchanges[at + requests.length]!.request;
        const bytes = await bytesOf(this.#o.journal, session, seq, 0, LARGEST_REQUEST);
        requests.push(bytes.ok ? bytes.value : new Uint8Array());
        size += 1000 + requests.at(-1)!.length;
      }
      const asked = await this.#o.comparer.ask('asked', requests);
      if (!asked.ok) return asked;
      for (const params of asked.value) {
        const { method = '', name = '', toward, kind } = exchanges[at++]!.request;
        const loose = JSON.stringify([toward, kind, method, name]);
        keys.push({ loose, exact: `${loose} ${params}` });
      }
    }
    return { ok: true, value: keys };
  }

  async #judge(pairs: readonly SessionPair[]): Promise<void> {
    let batch: { pair: SessionPair; bytes: PairBytes }[] = [];
    let size = 0;
    const settle = async (): Promise<void> => {
      const judged = batch;
      [batch, size] = [[], 0];
      if (judged.length === 0) return;
      const answer = await this.#o.comparer.ask(
        'verdicts',
        judged.map(({ bytes }) => bytes),
      );
      for (const [at, { pair }] of judged.entries()) {
        if (answer.ok) Object.assign(pair, answer.value[at]);
        else Object.assign(pair, { verdict: 'unread', words: answer.problem.message });
      }
    };
    for (const pair of pairs) {
      const { left, right } = pair;
      if (left === undefined || right === undefined) continue;
      const [was, is] = [left.answer, right.answer];
      if (was === undefined || is === undefined) {
        pair.verdict = was === is ? 'same' : 'different';
        pair.words =
          was === is
            ? 'Neither was answered.'
            : `Only the ${was === undefined ? 'right' : 'left'} was answered.`;
        continue;
      }
      const [old, young] = [await this.#side(was), await this.#side(is)];
      if (typeof old === 'string' || typeof young === 'string') {
        pair.verdict = 'unread';
        pair.words = typeof old === 'string' ? old : (young as string);
        continue;
      }
      batch.push({ pair, bytes: { left: old, right: young } });
      size += old.bytes.length + young.bytes.length + 1000;
      if (size > AT_ONCE) await settle();
    }
    await settle();
  }

  async #side({ session, seq, rpcId }: FrameSummary): Promise<SideBytes | string> {
    const detail = await this.#o.journal.frame(session, seq);
    if (detail === undefined) return `Frame ${seq} is not there any more.`;
    if (detail.payloadBytes > LARGEST) return `Frame ${seq} is too large to be compared.`;
    const bytes = await bytesOf(this.#o.journal, session, seq, 0, detail.payloadBytes);
    if (!bytes.ok) return bytes.problem.message;
    return {
      bytes: bytes.value,
      rpcId,
      sessionId: headerOf(detail.head.http, 'mcp-session-id'),
      head: detail.head.http,
      masked: maskedIn(detail, 0, detail.payloadBytes),
    };
  }
}

interface Key {
  loose: string;
  exact: string;
}

/** As many as may be without partner before pairing goes on by order alone. */
const MOST_CHANGES = 1000;

/** The same questions in the same order belong together; between them, those of the same method and name. */
function pairExchanges(
  olds: readonly ExchangeSummary[],
  was: readonly Key[],
  news: readonly ExchangeSummary[],
  is: readonly Key[],
): SessionPair[] {
  const steps = shortestScript(
    was.map(({ exact }) => exact),
    is.map(({ exact }) => exact),
    MOST_CHANGES,
  ) ?? [['gone', olds.length] as const, ['new', news.length] as const];
  const pairs: SessionPair[] = [];
  let [from, to] = [0, 0];
  let gone: number[] = [];
  let come: number[] = [];
  const settle = (): void => {
    for (const at of gone) {
      const partner = come.findIndex((other) => is[other]!.loose === was[at]!.loose);
      if (partner === -1) {
        pairs.push({ left: olds[at]! });
        continue;
      }
      // What came before the partner stands on the right alone.
      for (const alone of come.splice(0, partner)) pairs.push({ right: news[alone]! });
      const other = come.shift()!;
      const isAlike = was[at]!.exact === is[other]!.exact;
      pairs.push({ left: olds[at]!, right: news[other]!, ...(isAlike ? {} : { askedOtherwise: true }) });
    }
    for (const at of come) pairs.push({ right: news[at]! });
    [gone, come] = [[], []];
  };
  for (const [kind, count] of steps) {
    if (kind === 'same') settle();
    for (let k = 0; k < count; k++) {
      if (kind === 'gone') gone.push(from++);
      else if (kind === 'new') come.push(to++);
      else pairs.push({ left: olds[from++]!, right: news[to++]! });
    }
  }
  settle();
  return pairs;
}

/** The worst of what differs; a server may offer a hundred thousand things. */
function cut(drift: Drift): Pick<SessionsCompared, 'drift' | 'moreDrift'> {
  const more = drift.items.length - MOST_DRIFT;
  return {
    drift: { ...drift, items: drift.items.slice(0, MOST_DRIFT) },
    ...(more > 0 ? { moreDrift: more } : {}),
  };
}

function isDifferent({ verdict }: SessionPair): boolean {
  return verdict !== 'same' && verdict !== 'volatile';
}

function countsOf(pairs: readonly SessionPair[]): SessionsCompared['counts'] {
  const counts = { same: 0, volatile: 0, different: 0, unread: 0, onlyLeft: 0, onlyRight: 0 };
  for (const { left, right, verdict } of pairs) {
    if (left === undefined) counts.onlyRight++;
    else if (right === undefined) counts.onlyLeft++;
    else if (verdict !== undefined) counts[verdict]++;
  }
  return counts;
}

function noSuchSession(id: string): Outcome<never> {
  return {
    ok: false,
    problem: { code: 'no-such-session', message: `There is no session ${id.slice(0, 40)}.` },
  };
}
