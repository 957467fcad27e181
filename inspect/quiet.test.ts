import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../protocol/finding.ts';
import { Inspection } from './engine.ts';
import { answered, described, exchange, fromServer, recorded, resource, stderr, tools } from './example.ts';
import type { ExampleFrame } from './example.ts';
import { compilePack } from './pack.ts';
import { RULES } from './rules/index.ts';
import { CODE, DOCUMENTS, WRITING } from './support/honest-texts.ts';
import { HONEST_TOOLS } from './support/honest-tools.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const pack = compilePack(RULES, hash);

function inspect(frames: readonly ExampleFrame[]): Finding[] {
  const inspection = new Inspection({
    pack,
    session: 's',
    target: { key: 'quiet', transport: 'stdio' },
    hash,
  });
  const done = [...recorded(frames).map((frame) => inspection.take(frame)), inspection.end()];
  expect(done.flatMap(({ notInspected }) => notInspected)).toEqual([]);
  return done.flatMap(({ findings }) => findings);
}

const PLACES: Readonly<Record<string, (text: string) => ExampleFrame[]>> = {
  description: described,
  property: (text) =>
    tools({ inputSchema: { type: 'object', properties: { word: { type: 'string', description: text } } } }),
  result: answered,
  structured: (text) => exchange('tools/call', { content: [], structuredContent: { text } }, { name: 'x' }),
  resource: (text) => resource({ text }),
  prompt: (text) =>
    exchange('prompts/get', { messages: [{ role: 'user', content: { type: 'text', text } }] }, { name: 'x' }),
  log: (text) => [fromServer('notifications/message', { level: 'info', data: text })],
  error: (text) => [
    { toward: 'server', json: { jsonrpc: '2.0', id: 9, method: 'tools/call', params: { name: 'x' } } },
    {
      toward: 'client',
      json: { jsonrpc: '2.0', id: 9, error: { code: -32_000, message: 'No.', data: text } },
    },
  ],
  stderr: (text) => [stderr(text)],
};

/** Where a model takes text for what it is told. Nobody puts a whole page there. */
const TOLD = new Set(['description', 'property', 'prompt']);
const PAGES = new Set(['a page with comments', 'a mail', 'a shell guide', 'an HTTP exchange']);
const TEXTS = { ...WRITING, ...CODE, ...DOCUMENTS };

/** What is said below medium, and why that is right. Anything else is noise. */
const SAID: ReadonlyMap<string, string> = new Map([
  ['info capability-tags: TypeScript', 'a description that fetches and reads files'],
  ['info capability-tags: a shell guide', 'a description that runs commands'],
  ['info capability-tags: a SQL guide', 'a description that queries'],
  ['info capability-tags: a long honest description', 'a description that searches'],
  ['info hidden-markup: a page with comments', 'the page has comments and hidden elements'],
  ['info image-exfiltration: a page with comments', 'the page counts its readers with a picture'],
  ['info image-exfiltration: a README', 'badges are loaded from elsewhere'],
  ['low image-exfiltration: a README', 'badges in a description are loaded where tools are approved'],
  ['low invisible-characters: soft hyphens in German', 'in a description they split words for a filter'],
  [
    'low invisible-characters: typography of word processors',
    'in a description they split words for a filter',
  ],
  ['low log-forging: a log', 'several entries in one notification'],
]);

/** A whole page in a description; a guide to installing things as what went wrong. */
function isOdd(place: string, name: string): boolean {
  return (TOLD.has(place) && PAGES.has(name)) || (place === 'error' && name === 'a shell guide');
}

describe.each(Object.keys(PLACES))('%s', (place) => {
  it.each(Object.keys(TEXTS).filter((name) => !isOdd(place, name)))('%s', (name) => {
    const findings = inspect(PLACES[place]!(TEXTS[name]!));
    expect(findings.filter(({ severity }) => severity !== 'info' && severity !== 'low')).toEqual([]);
    const unknown = findings
      .map(({ severity, rule }) => `${severity} ${rule}: ${name}`)
      .filter((line) => !SAID.has(line));
    expect(unknown).toEqual([]);
  });
});

/** What is said of honest tools at low severity, and right. */
const RIGHTLY = [
  'hidden-markup: create_pull_request',
  // Hosts have tools of these names of their own.
  'built-in-collision: edit_file',
  'built-in-collision: run_command',
];

describe('tools as services offer them', () => {
  const LOUD = new Set(['hidden', 'injection', 'naming', 'schema', 'exfiltration', 'secret', 'leak']);
  it.each(HONEST_TOOLS)('$name', (definition) => {
    const findings = inspect(exchange('tools/list', { tools: [definition] }));
    const loud = findings.filter(({ severity }) => severity !== 'info' && severity !== 'low');
    expect(loud.map(({ rule, says }) => `${rule}: ${says}`)).toEqual([]);
    const quiet = findings.filter(({ severity, family }) => severity === 'low' && LOUD.has(family));
    expect(quiet.map(({ rule }) => `${rule}: ${definition.name as string}`)).toEqual(
      RIGHTLY.filter((line) => line.endsWith(`: ${definition.name as string}`)),
    );
  });

  it('all at once', () => {
    const findings = inspect(exchange('tools/list', { tools: HONEST_TOOLS }));
    expect(findings.filter(({ severity }) => severity !== 'info' && severity !== 'low')).toEqual([]);
  });
});
