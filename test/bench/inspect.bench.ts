import { createHash } from 'node:crypto';
import { compilePack, Inspection, RULES, type FrameBytes } from '../../inspect/index.ts';
import { adversarialStrings } from '../hostile-texts.ts';
import type { Bench, OpenBenches } from './bench.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const utf8 = new TextEncoder();
const MB = 1e6;

/** All rules over frames in memory, on this thread: no worker, no files. */
const open: OpenBenches = () => {
  const pack = compilePack(RULES, hash);
  const inspect = (frames: readonly FrameBytes[]): number => {
    const inspection = new Inspection({ pack, session: 's', target: { key: 't', transport: 'stdio' }, hash });
    const began = performance.now();
    for (const frame of frames) inspection.take(frame);
    inspection.end();
    return performance.now() - began;
  };
  const throughput = (name: string, frames: readonly FrameBytes[], above: number): Bench => {
    const bytes = frames.reduce((sum, frame) => sum + frame.raw.length, 0);
    return {
      name: `${name}, ${(bytes / MB).toFixed(1)} MB through ${RULES.length} rules`,
      unit: 'MB/s',
      aim: { above },
      // The thread lives as long as the bridge: what it does once it is warm counts.
      warmups: 3,
      measure: () => Promise.resolve(bytes / MB / (inspect(frames) / 1000)),
    };
  };
  const strings = adversarialStrings(1024 * 1024);
  return Promise.resolve({
    benches: [
      throughput('plain definitions', definitions(16_000), 15),
      throughput('mixed frames', mixed(12_000), 5),
      ...strings.map(({ name, text }): Bench => ({
        name: `1 MiB of ${name}`,
        unit: 'ms',
        aim: { below: 3000 },
        runs: 3,
        warmups: 0,
        measure: () =>
          Promise.resolve(inspect([answer(1, { content: [{ type: 'text', text }] }), listed([text])])),
      })),
    ],
    close: () => Promise.resolve(),
  });
};
export default open;

function frame(seq: number, message: unknown): FrameBytes {
  const raw = utf8.encode(JSON.stringify(message));
  const head = {
    channel: 'stdout',
    toward: 'client',
    leg: 'server',
    author: 'server',
    wall: seq,
    mono: seq,
  } as const;
  return { seq, head, raw, payload: raw };
}

function answer(id: number, result: unknown): FrameBytes {
  return frame(id, { jsonrpc: '2.0', id, result });
}

function asked(id: number, method: string): FrameBytes {
  const { raw, seq } = frame(id, { jsonrpc: '2.0', id, method, params: {} });
  const head = {
    channel: 'stdin',
    toward: 'server',
    leg: 'server',
    author: 'client',
    wall: id,
    mono: id,
  } as const;
  return { seq, head, raw, payload: raw };
}

function toolNamed(name: string, description: string): unknown {
  const word = {
    type: 'string',
    description: 'What to look for; several words are looked for together.',
    minLength: 1,
  };
  return {
    name,
    title: `Find ${name}`,
    description,
    inputSchema: {
      type: 'object',
      properties: {
        query: word,
        kind: {
          type: 'string',
          enum: ['note', 'task', 'event'],
          default: 'note',
          description: 'Which kind of entry',
        },
        limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
        since: { type: 'string', format: 'date-time', description: 'Only entries changed after this moment' },
      },
      required: ['query'],
      additionalProperties: false,
    },
    annotations: { readOnlyHint: true, openWorldHint: false },
  };
}

const SENTENCES = [
  'Finds entries of a notebook by their words, newest first.',
  'Returns at most `limit` entries; ask again with the cursor of the answer for more.',
  'Use this before update_entry, which wants the id that stands in the answer.',
  'Example: query "quarterly report", kind "note".',
  'Dates are ISO 8601 in the time zone of the account (see https://docs.example.com/time).',
];

function listed(descriptions: string[]): FrameBytes {
  return frame(1, {
    jsonrpc: '2.0',
    method: 'x',
    result: { tools: descriptions.map((text, n) => toolNamed(`tool_${n}`, text)) },
  });
}

/** Lists of 50 tools, as honest servers write them. */
function definitions(tools: number): FrameBytes[] {
  const frames: FrameBytes[] = [];
  for (let n = 0, id = 1; n < tools; n += 50, id++) {
    const page = Array.from({ length: 50 }, (_, k) =>
      toolNamed(`find_entries_${n + k}`, SENTENCES.slice(0, 1 + ((n + k) % SENTENCES.length)).join('\n')),
    );
    frames.push(asked(id, 'tools/list'), answer(id, { tools: page }));
  }
  return frames;
}

/** Calls, pages of text, structured data, log lines, progress: what an afternoon of work looks like. */
function mixed(count: number): FrameBytes[] {
  const frames: FrameBytes[] = [];
  for (let id = 1; id <= count; id++) {
    switch (id % 6) {
      case 0:
        frames.push(
          asked(id, 'tools/call'),
          answer(id, { content: [{ type: 'text', text: PAGE.repeat(1 + (id % 4)) }] }),
        );
        break;
      case 1:
        frames.push(
          asked(id, 'tools/call'),
          answer(id, { content: [], structuredContent: { rows: rowsOf(id, 20) } }),
        );
        break;
      case 2:
        frames.push(
          frame(id, {
            jsonrpc: '2.0',
            method: 'notifications/message',
            params: { level: 'info', logger: 'db', data: `query took ${id % 97} ms, ${id} rows` },
          }),
        );
        break;
      case 3:
        frames.push(
          frame(id, {
            jsonrpc: '2.0',
            method: 'notifications/progress',
            params: { progressToken: id, progress: id, message: 'reading' },
          }),
        );
        break;
      case 4:
        frames.push(asked(id, 'tools/call'), answer(id, { content: [{ type: 'text', text: MARKUP }] }));
        break;
      default:
        frames.push(
          asked(id, 'tools/call'),
          answer(id, { content: [{ type: 'text', text: JSON.stringify(rowsOf(id, 8), undefined, 2) }] }),
        );
    }
  }
  return frames;
}

function rowsOf(seed: number, count: number): unknown[] {
  return Array.from({ length: count }, (_, k) => ({
    id: `e-${seed}-${k}`,
    title: `Meeting notes ${k}`,
    author: 'Zoë Müller',
    url: `https://notes.example.com/e/${seed}/${k}?view=full`,
    score: (seed * 31 + k) / 7,
    done: k % 3 === 0,
  }));
}

const PAGE = `# Release notes

The parser reads tables now, and **links** such as [the guide](https://example.com/guide) keep their titles.
Thanks to everyone who wrote reports — especially those with small examples.

\`\`\`js
const rows = await db.all('select * from entries where id = ?', [id]);
\`\`\`

- 日本語のメモも検索できます。
- Größere Dateien werden in Teilen gelesen.
`;
const MARKUP = `<!doctype html><html><head><title>Weather</title><style>p{color:#333}</style></head><body><p>Sunny, 22 &deg;C</p><p>Wind from the <b>west</b>, <a href="https://weather.example.com/wind?day=1&amp;unit=ms">details</a></p></body></html>`;
