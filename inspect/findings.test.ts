import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import type { Finding, Severity } from '../protocol/finding.ts';
import { Inspection } from './engine.ts';
import { answered, recorded, type ExampleFrame } from './example.ts';
import { compilePack } from './pack.ts';
import type { Rule } from './rule.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Speaks about every mark in a text: `!` is bad, `.` is mild, `?` is worth two titles. */
const marks: Rule = {
  meta: {
    id: 'marks',
    version: 1,
    title: 'A mark',
    family: 'leak',
    severity: 'low',
    confidence: 'firm',
    about: 'A mark.',
    falsePositives: 'None.',
    fix: 'None.',
    references: [],
  },
  watch(report) {
    return {
      text(text) {
        for (const { 0: mark, index } of text.value.matchAll(/[.!?]/g)) {
          const at = text.place(index, index + 1);
          const severity: Severity = mark === '!' ? 'critical' : 'low';
          report({ at, severity, says: mark });
          if (mark === '?') report({ at, severity, title: 'Another thing about it', says: mark });
        }
      },
    };
  },
};

function inspect(frames: ExampleFrame[]): { findings: Finding[]; notes: string[] } {
  const pack = compilePack([marks], hash);
  const inspection = new Inspection({ pack, session: 's', target: { key: 't', transport: 'stdio' }, hash });
  const done = recorded(frames).map((frame) => inspection.take(frame));
  return {
    findings: done.flatMap(({ findings }) => findings),
    notes: done.flatMap(({ notInspected }) => notInspected),
  };
}

it('keeps the bad one behind any number of mild ones, and says that some are left out', () => {
  const { findings, notes } = inspect(answered(`${'a.'.repeat(150)} b! ${'c.'.repeat(20)}`));
  expect(findings).toHaveLength(100);
  expect(findings.filter(({ severity }) => severity === 'critical')).toHaveLength(1);
  expect(notes).toEqual([expect.stringContaining('more than 100')]);
});

it('says nothing of what is left out where nothing is', () => {
  const { findings, notes } = inspect(answered('a. b! c.'));
  expect(findings).toHaveLength(3);
  expect(notes).toEqual([]);
});

it('tells two things about one place apart, in their ids and in what a decision hangs on', () => {
  const { findings } = inspect(answered('really?'));
  expect(findings).toHaveLength(2);
  expect(new Set(findings.map(({ id }) => id)).size).toBe(2);
  expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(2);
});

it('keeps apart what stands at different places of a packed text, of which only the whole stretch is known', () => {
  const packed = gzipSync(
    'first sentence of some length. second sentence of some length! and it goes on',
  ).toString('base64');
  const { findings } = inspect(answered(`see ${packed} here`));
  const decoded = findings.filter(({ evidence: [at] }) => at?.via !== undefined);
  expect(decoded.map(({ says }) => says)).toEqual(['.', '!']);
  expect(new Set(decoded.map(({ id }) => id)).size).toBe(2);
});

it('says where decoding ended, also when one stretch alone is too long', () => {
  const long = Buffer.from('ordinary words, one after the other; '.repeat(40_000)).toString('base64');
  expect(inspect(answered(long)).notes.join(' ')).toContain('beyond 1 MiB');
  const short = Buffer.from('ordinary words, one after the other; '.repeat(40)).toString('base64');
  expect(inspect(answered(short)).notes).toEqual([]);
});
