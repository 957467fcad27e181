import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../protocol/finding.ts';
import { Inspection } from './engine.ts';
import { neighbour, opened, recorded, tools } from './example.ts';
import type { Neighbour } from './neighbours.ts';
import { compilePack } from './pack.ts';
import { RULES } from './rules/index.ts';
import { HONEST_TOOLS } from './support/honest-tools.ts';
import { processorTime } from '../test/processor-time.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const pack = compilePack(RULES, hash);
const path = { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] };
const issue = (...more: string[]) => ({
  type: 'object',
  properties: Object.fromEntries(['title', 'body', ...more].map((name) => [name, { type: 'string' }])),
});

/** Servers that people connect side by side, and that have names in common. */
const SETS: Record<string, readonly object[]> = {
  files: [
    { name: 'read_file', description: 'Reads a text file below the allowed folders.', inputSchema: path },
    { name: 'write_file', description: 'Writes a text file, and makes it when it is missing.' },
    { name: 'list_directory', description: 'Names what is in a folder, folders first.', inputSchema: path },
    { name: 'search_files', description: 'Finds files whose name matches. Use it before read_file.' },
  ],
  editor: [
    { name: 'read_file', description: 'Gives the lines of an open document, numbered.', inputSchema: path },
    { name: 'list_directories', description: 'Shows the tree of the project.', inputSchema: path },
    { name: 'write_files', description: 'Saves several documents at once.' },
    { name: 'open_document', description: 'Opens a document. Always call it first; then read_file works.' },
  ],
  hub: [
    { name: 'create_issue', description: 'Opens an issue in a repository.', inputSchema: issue('repo') },
    { name: 'get_issue', description: 'Shows one issue with its comments.' },
    { name: 'list_issues', description: 'Lists issues of a repository. For one, call get_issue after it.' },
    { name: 'create_pull_request', description: 'Proposes the changes of a branch.' },
  ],
  lab: [
    { name: 'create_issue', description: 'Files an issue in a project.', inputSchema: issue('project') },
    { name: 'get_issues', description: 'Shows issues of a project, newest first.' },
    { name: 'createIssueNote', description: 'Comments on an issue; create_issue makes one first.' },
    { name: 'create_merge_request', description: 'Proposes the changes of a branch.' },
  ],
  data: [
    { name: 'list_rows', description: 'Lists rows of a table.' },
    { name: 'list_rooms', description: 'Lists rooms that can be booked.' },
    { name: 'search_v2', description: 'Searches with the new index.' },
    { name: 'get_user', description: 'Shows one user.' },
  ],
  plain: HONEST_TOOLS,
};

const servers = Object.entries(SETS).map(([name, set]): [Neighbour, Record<string, unknown>[]] => {
  const offered = set.map((one) => ({ ...one }));
  return [{ ...neighbour(name, ...offered), claims: `${name}-server` }, offered];
});

function inspect(own: Neighbour, set: Record<string, unknown>[], beside: Neighbour[]): Finding[] {
  const target = { key: own.target, transport: 'stdio' } as const;
  const inspection = new Inspection({ pack, session: 's', target, hash });
  const frames = [...opened({ serverInfo: { name: own.claims, version: '1' } }), ...tools(...set)];
  const done = [
    inspection.neighbours(beside),
    ...recorded(frames).map((frame) => inspection.take(frame)),
    inspection.end(),
  ];
  return done.flatMap(({ findings }) => findings).filter(({ family }) => family === 'naming');
}

describe.each(servers)('an honest server beside others like it: $server', (own, set) => {
  const others = servers.map(([one]) => one).filter((one) => one !== own);

  it('is told nothing worse than low', () => {
    const bad = inspect(own, set, others).filter(({ severity }) => severity !== 'info' && severity !== 'low');
    expect(bad.map(({ rule, says }) => `${rule}: ${says}`)).toEqual([]);
  });

  it('is told once, and mildly, that it is connected twice', () => {
    const twin = { ...own, server: 'again', target: 'target-again' };
    const found = inspect(own, set, [twin]).filter(({ rule }) => rule === 'shadow-clone');
    expect(found.filter(({ severity }) => severity !== 'info').map(({ severity }) => severity)).toEqual([
      'low',
    ]);
  });
});

const COMPARING = new Set(['shadow-clone', 'near-name', 'foreign-tool-reference', 'server-name-imitation']);

it('costs little beside as many others as are compared', () => {
  const names = Array.from({ length: 2000 }, (_, n) => ({ name: `tool_${n % 10}${'x'.repeat(n % 50)}${n}` }));
  const target = { key: 'own', transport: 'stdio' } as const;
  const comparing = RULES.filter(({ meta }) => COMPARING.has(meta.id));
  const inspection = new Inspection({ pack: compilePack(comparing, hash), session: 's', target, hash });
  const [frame, list] = recorded(tools(...names));
  const began = processorTime();
  inspection.neighbours([neighbour('many', ...names.map(({ name }) => ({ name: `${name}q` })))]);
  for (const one of [frame!, list!]) inspection.take(one);
  inspection.end();
  expect(processorTime() - began).toBeLessThan(20_000);
});
