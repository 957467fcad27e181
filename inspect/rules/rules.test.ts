import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../protocol/finding.ts';
import { nodeAt, parsePointer } from '../../protocol/json/pointer.ts';
import { readJson } from '../../protocol/json/read.ts';
import { Inspection } from '../engine.ts';
import { recorded, type Example, type Examples } from '../example.ts';
import type { FrameBytes } from '../message.ts';
import { compilePack } from '../pack.ts';
import { RULES } from './index.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const here = fileURLToPath(new URL('.', import.meta.url));
const folders = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
const pack = compilePack(RULES, hash);
const alone = new Map(RULES.map((rule) => [rule.meta.id, compilePack([rule], hash)]));
const target = { key: 'example', transport: 'stdio' } as const;
const utf8 = new TextDecoder();

interface Run {
  findings: Finding[];
  notes: string[];
}

function inspect(frames: readonly FrameBytes[], by = pack, of: Partial<Example> = {}): Run {
  const inspection = new Inspection({ pack: by, session: 's', target: of.target ?? target, hash });
  const run: Run = { findings: [], notes: [] };
  const before = inspection.neighbours(of.neighbours ?? []);
  for (const done of [before, ...frames.map((frame) => inspection.take(frame)), inspection.end()]) {
    run.findings.push(...done.findings);
    run.notes.push(...done.notInspected);
  }
  return run;
}

/** Every evidence stands at bytes of its frame; a pointer leads to a value around them. */
function checkEvidence(finding: Finding, frames: readonly FrameBytes[]): void {
  for (const evidence of finding.evidence) {
    const frame = frames.find(({ seq }) => seq === evidence.frame)!;
    const bytes = evidence.part === 'raw' ? frame.raw : frame.payload!;
    expect(evidence.from).toBeLessThanOrEqual(evidence.to);
    expect(evidence.to).toBeLessThanOrEqual(bytes.length);
    if (evidence.pointer === undefined) continue;
    // A line may hold several messages; a pointer then counts from its own.
    const { root, faults } = readJson(utf8.decode(bytes));
    if (faults.some(({ kind }) => kind === 'after-end')) continue;
    expect(nodeAt(root, parsePointer(evidence.pointer)!)).toBeDefined();
  }
}

it('registers every folder, in order', () => {
  expect(RULES.map((rule) => rule.meta.id)).toEqual([...folders].sort());
});

describe.each(folders)('%s', async (folder) => {
  const rule = RULES.find(({ meta }) => meta.id === folder)!;
  const { examples } = (await import(`./${folder}/examples.ts`)) as { examples: Examples };

  it('is documented', () => {
    const readme = readFileSync(`${here}${folder}/README.md`, 'utf8');
    expect(readme).toMatch(new RegExp(`^# ${folder}\n`));
    expect(readme).toContain('**Cannot see**');
    const { meta } = rule;
    for (const words of [meta.title, meta.about, meta.falsePositives, meta.fix])
      expect(words.length).toBeGreaterThan(3);
    expect(meta.title).not.toMatch(/\.$|\bsafe\b/);
    expect(meta.references.length).toBeGreaterThan(0);
    for (const reference of meta.references)
      expect(reference).toMatch(
        /^(OWASP (MCP\d\d)|CWE-\d+|MCP (2024-11-05|2025-03-26|2025-06-18|2025-11-25|2026-07-28) (basic|client|server|changelog|schema)(\/[a-z_-]+)*|RFC \d+.*|UTS \d+.*|UAX \d+.*|CVE-\d+-\d+|SEP-\d+.*|WHATWG .*|JSON Schema .*|ECMA-48.*)$/,
      );
    expect(examples.fires.length).toBeGreaterThan(0);
    expect(examples.quiet.length).toBeGreaterThan(0);
  });

  it.each(examples.fires)('fires: $why', (example) => {
    const frames = recorded(example.frames);
    for (const by of [alone.get(folder)!, pack]) {
      const run = inspect(frames, by, example);
      expect(run.notes).toEqual([]);
      const own = run.findings.filter((finding) => finding.rule === folder);
      expect(own.length).toBeGreaterThan(0);
      for (const finding of own) checkEvidence(finding, frames);
      const first = own.find(
        ({ evidence: [at] }) =>
          example.at === undefined || at!.pointer === example.at || at!.header === example.at,
      );
      expect(first, `a finding at ${example.at}`).toBeDefined();
      const at = first!.evidence[0]!;
      if (example.bytes !== undefined) {
        const frame = frames.find(({ seq }) => seq === at.frame)!;
        expect(
          utf8.decode((at.part === 'raw' ? frame.raw : frame.payload!).subarray(at.from, at.to)),
        ).toContain(example.bytes);
      }
      if (example.shown !== undefined) expect(at.shown).toContain(example.shown);
      if (example.severity !== undefined) expect(first!.severity).toBe(example.severity);
    }
  });

  it.each(examples.quiet)('is quiet: $why', (example) => {
    const run = inspect(recorded(example.frames), pack, example);
    expect(run.findings.filter((finding) => finding.rule === folder)).toEqual([]);
    expect(run.notes).toEqual([]);
  });

  it('says the same of the same', () => {
    for (const example of examples.fires) {
      const frames = recorded(example.frames);
      expect(inspect(frames, pack, example)).toEqual(inspect(frames, pack, example));
    }
  });
});

const anyJson = fc.json({ maxDepth: 6, stringUnit: 'binary' });
const anyFrame = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  anyJson.map((text) => new TextEncoder().encode(text)),
  fc
    .tuple(
      fc.constantFrom(
        'tools/list',
        'tools/call',
        'initialize',
        'sampling/createMessage',
        'elicitation/create',
        'notifications/message',
        'resources/read',
        '__proto__',
      ),
      fc.constantFrom('params', 'result', 'error'),
      fc.jsonValue({ maxDepth: 5, stringUnit: 'binary' }),
    )
    .map(([method, key, value]) =>
      new TextEncoder().encode(JSON.stringify({ jsonrpc: '2.0', id: 1, method, [key]: value })),
    ),
);

it('never throws, whatever a server says', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(anyFrame, fc.constantFrom('stdout', 'stderr', 'stdin')), {
        minLength: 1,
        maxLength: 5,
      }),
      (frames) => {
        const bytes = frames.map(([payload, channel], at): FrameBytes => ({
          seq: at + 1,
          head: {
            channel,
            toward: channel === 'stdin' ? 'server' : 'client',
            leg: 'server',
            author: 'server',
            wall: 0,
            mono: 0,
          },
          raw: payload,
          payload,
        }));
        const run = inspect(bytes);
        expect(run.notes.filter((note) => note.includes('failed'))).toEqual([]);
        for (const finding of run.findings)
          for (const { frame, part, from, to } of finding.evidence) {
            const of = bytes[frame - 1]!;
            expect(from >= 0 && from <= to && to <= (part === 'raw' ? of.raw : of.payload!).length).toBe(
              true,
            );
          }
      },
    ),
    { numRuns: 1000 },
  );
});
