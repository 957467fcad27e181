import type { RowsRequest } from '../../../protocol/api.ts';
import type { Outcome } from '../../../protocol/problem.ts';
import type { MaskedRange } from '../../secrets/masking.ts';
import type { ApiContext } from '../context.ts';
import { type Answer, defineRoute, type Route } from '../route.ts';
import { answerBad, answerOutcome } from './answers.ts';
import { readInteger, readNatural } from './numbers.ts';

const MOST_ROWS = 1000;
/** The journal reads 8 MiB a call; this leaves room for the margins that masking looks into. */
const MOST_BYTES = 4 * 1024 * 1024;
/** Browsers refuse answers with too long a head; the count says how many there are in all. */
const MOST_RANGES = 200;

type Context = Pick<ApiContext, 'journal' | 'masking'>;

/** Reading what was recorded. `reveal=1` shows known secrets where it is asked for them. */
export function trafficRoutes(context: Context): Route[] {
  return [
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/traffic',
      async run({ query }) {
        const request = readRowsRequest(query);
        return request.ok ? answerOutcome(await context.journal.rows(request.value)) : bad(request);
      },
    }),
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/traffic/methods',
      run: async ({ query }) => answerOutcome(await context.journal.methods(query.get('q') ?? '')),
    }),
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/frames/:id/:seq',
      async run({ params }) {
        const seq = readNatural(params.seq);
        if (seq === undefined) return noSuchFrame(params);
        const frame = await context.journal.frame(params.id, seq);
        return frame ? { kind: 'json', value: frame } : noSuchFrame(params);
      },
    }),
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/frames/:id/:seq/bytes',
      async run({ params, query }) {
        const seq = readNatural(params.seq);
        if (seq === undefined) return noSuchFrame(params);
        const window = readWindow(query);
        if (!window.ok) return bad(window);
        const place = { session: params.id, seq, ...window.value };
        return query.get('reveal') === '1' ? answerBytes(context, place) : answerMaskedBytes(context, place);
      },
    }),
  ];
}

interface Window {
  part: 'raw' | 'payload';
  from: number;
  to: number;
}
type Place = Window & { session: string; seq: number };

async function answerBytes({ journal }: Context, { session, seq, part, from, to }: Place): Promise<Answer> {
  const read = await journal.bytes(session, seq, part, from, to);
  if (!read.ok) return { kind: 'problem', problem: read.problem };
  return octets(read.value.bytes, read.value.total, []);
}

/** Reads a margin beyond each edge, masks the whole and hands out the middle. */
async function answerMaskedBytes({ journal, masking }: Context, place: Place): Promise<Answer> {
  const { session, seq, part, from, to } = place;
  const start = Math.max(0, from - masking.margin);
  const read = await journal.bytes(session, seq, part, start, to + masking.margin);
  if (!read.ok) return { kind: 'problem', problem: read.problem };
  // A copy: what the journal handed out may be its own cache.
  const bytes = Uint8Array.from(read.value.bytes);
  const ranges = masking.bytes(bytes).flatMap((range) => clip(range, start, place));
  return octets(bytes.subarray(from - start, to - start), read.value.total, ranges);
}

/** From offsets into what was read to offsets into the frame's part, cut to what was asked for. */
function clip(range: MaskedRange, start: number, { from, to }: Window): MaskedRange[] {
  const clipped = { ...range, from: Math.max(from, range.from + start), to: Math.min(to, range.to + start) };
  return clipped.from < clipped.to ? [clipped] : [];
}

function octets(bytes: Uint8Array, total: number, ranges: MaskedRange[]): Answer {
  const listed = ranges
    .slice(0, MOST_RANGES)
    .map(({ from, to, name }) => `${from}-${to}:${encodeURIComponent(name.slice(0, 100).toWellFormed())}`);
  const headers: Record<string, string> = {
    'content-type': 'application/octet-stream',
    'x-total-bytes': String(total),
  };
  if (ranges.length > 0) {
    headers['x-masked'] = listed.join(',');
    headers['x-masked-count'] = String(ranges.length);
  }
  return { kind: 'octets', bytes, headers };
}

function readRowsRequest(query: URLSearchParams): Outcome<RowsRequest> {
  const mode = query.get('mode') ?? 'frames';
  const from = readInteger(query.get('from') ?? '-1');
  const limit = readNatural(query.get('limit') ?? '100');
  if (mode !== 'frames' && mode !== 'exchanges') return badQuery('`mode` is `frames` or `exchanges`.');
  if (from === undefined) return badQuery('`from` is a whole number.');
  if (limit === undefined) return badQuery('`limit` is a whole number from 0 on.');
  return { ok: true, value: { q: query.get('q') ?? '', mode, from, limit: Math.min(limit, MOST_ROWS) } };
}

function readWindow(query: URLSearchParams): Outcome<Window> {
  const part = query.get('part') ?? 'raw';
  const from = readNatural(query.get('from') ?? '0');
  if (part !== 'raw' && part !== 'payload') return badQuery('`part` is `raw` or `payload`.');
  if (from === undefined) return badQuery('`from` is a byte offset.');
  const to = readNatural(query.get('to') ?? String(from + MOST_BYTES));
  if (to === undefined || to < from) return badQuery('`to` is a byte offset, not before `from`.');
  return { ok: true, value: { part, from, to: Math.min(to, from + MOST_BYTES) } };
}

function badQuery(message: string): { ok: false; problem: { code: string; message: string } } {
  return { ok: false, problem: { code: 'bad-query', message } };
}

function bad(failure: { problem: { code: string; message: string } }): Answer {
  return answerBad(failure.problem.code, failure.problem.message);
}

function noSuchFrame(params: { id: string; seq: string }): Answer {
  return {
    kind: 'problem',
    problem: { code: 'no-such-frame', message: `No frame ${params.id}/${params.seq} is recorded.` },
  };
}
