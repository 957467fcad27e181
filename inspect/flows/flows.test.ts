import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { FlowTool } from '../../protocol/flows.ts';
import { readBytes } from '../../protocol/mcp/reading.ts';
import { withCorrections, type KeptCorrection } from './corrections.ts';
import { findFlows } from './flows.ts';
import {
  EVERYTHING,
  FETCH,
  FILESYSTEM,
  ISSUES,
  MAIL,
  MEMORY,
  SHELL,
  type Definition,
} from '../../test/honest-sets.ts';
import { readTool } from './tool.ts';
import { processorTime } from '../../test/processor-time.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

function offered(target: string, definitions: readonly Definition[], kept: readonly Kept[] = []): FlowTool[] {
  return definitions.map((definition, at) => {
    const reading = readBytes(new TextEncoder().encode(JSON.stringify(definition)));
    const { name, definition: known, tags } = readTool(reading, reading.roots[0]!, hash);
    const here = kept
      .filter((one) => one.name === name)
      .map(({ name: _, ...one }): KeptCorrection => ({ at: 1, note: '', definition: known, ...one }));
    const decided = withCorrections({ definition: known, tags }, here);
    return {
      target,
      name,
      nth: 1 + definitions.slice(0, at).filter((one) => one.name === name).length,
      definition: known,
      ...decided,
    };
  });
}
type Kept = Partial<KeptCorrection> & Pick<KeptCorrection, 'tag' | 'says'> & { name: string };

/** `untrusted-to-exec critical: fetch→exec` */
function said(...tools: FlowTool[][]): string[] {
  return findFlows(tools.flat()).map(
    ({ kind, severity, steps }) =>
      `${kind} ${severity}: ${steps.map(({ tool, does }) => `${tool.target}/${tool.name} ${does.join('+')}`).join(' → ')}`,
  );
}
const tagsOf = (definition: Definition): string =>
  offered('t', [definition])[0]!
    .tags.map(({ tag, strength }) => `${tag} ${strength}`)
    .join(', ');

describe('a tool', () => {
  it.each([
    ['reads the web, and its address carries out', FETCH[0]!, 'untrusted-source firm, egress firm'],
    ['runs commands', SHELL[0]!, 'exec firm'],
    ['reads files', FILESYSTEM[0]!, 'private-data firm'],
    [
      'has an address in its description only',
      { name: 'forecast', description: 'Weather from https://api.example.org/send/request for a place.' },
      '',
    ],
    [
      'fetches by an address that is no page',
      {
        name: 'get_transcript',
        description: 'Transcript of a film.',
        inputSchema: { properties: { url: {} } },
      },
      'untrusted-source firm, egress weak',
    ],
    [
      'has a parameter called code',
      { name: 'convert', inputSchema: { properties: { code: {} } } },
      'exec weak',
    ],
    [
      'says itself that it destroys',
      { name: 'reset_form', annotations: { destructiveHint: true } },
      'destructive weak',
    ],
    [
      'says that it stays among its own',
      { name: 'read_messages', annotations: { openWorldHint: false } },
      'untrusted-source weak, private-data firm',
    ],
    [
      'runs code in a page',
      { name: 'run_javascript', description: 'Runs it in the page shown.' },
      'exec weak',
    ],
    [
      'is called like a prototype key',
      { name: '__proto__', inputSchema: { properties: { constructor: {} } } },
      '',
    ],
    ['has no name', { name: '' }, ''],
  ] as [string, Definition, string][])('%s', (_, definition, tags) => expect(tagsOf(definition)).toBe(tags));

  it('has words where they stand', () => {
    const description = '\n  Fetches (really) a URL of the web. More.';
    const [tool] = offered('t', [{ name: 'go', description }]);
    const words = tool!.tags.flatMap((tag) => tag.words);
    expect(words.map(({ text }) => text)).toEqual(['Fetches', 'URL']);
    for (const { text, at } of words) expect(description.slice(...at)).toBe(text);
  });

  it('is another one when what a model is told of it changes, and only then', () => {
    const plain = { name: 'a', description: 'x', inputSchema: { type: 'object' } };
    const hashOf = (one: object) => offered('t', [one as Definition])[0]!.definition;
    expect(hashOf({ ...plain, description: 'y' })).not.toBe(hashOf(plain));
    expect(hashOf({ ...plain, annotations: { readOnlyHint: true } })).not.toBe(hashOf(plain));
    expect(hashOf({ icons: [], ...plain, _meta: { a: 1 } })).toBe(hashOf(plain));
  });
});

describe('sets that people have', () => {
  it.each([
    ['one server of files', [offered('files', FILESYSTEM)], []],
    ['a memory alone', [offered('memory', MEMORY)], []],
    ['a fetcher alone', [offered('web', FETCH)], []],
    [
      'files and the web',
      [offered('files', FILESYSTEM), offered('web', FETCH)],
      [
        'trifecta high: web/fetch untrusted-source+egress → files/read_file private-data',
        'untrusted-to-destructive medium: web/fetch untrusted-source → files/edit_file destructive',
        'untrusted-to-persistence medium: web/fetch untrusted-source → files/edit_file file-write',
      ],
    ],
    [
      'the web and a memory',
      [offered('web', FETCH), offered('memory', MEMORY)],
      [
        'untrusted-to-destructive high: web/fetch untrusted-source → memory/delete_entities destructive',
        'trifecta medium: web/fetch untrusted-source+egress → memory/read_graph private-data',
        'untrusted-to-persistence medium: web/fetch untrusted-source → memory/add_observations persistence',
      ],
    ],
    [
      'issues of a public project beside private code',
      [offered('hub', ISSUES)],
      [
        'single-server-trifecta high: hub/list_issues untrusted-source → hub/get_file_contents private-data → hub/add_issue_comment egress',
        'untrusted-to-destructive high: hub/list_issues untrusted-source → hub/delete_file destructive',
        'untrusted-to-persistence medium: hub/list_issues untrusted-source → hub/create_or_update_file file-write',
      ],
    ],
    [
      'mail alone',
      [offered('mail', MAIL)],
      [
        'single-server-trifecta high: mail/read_messages untrusted-source+private-data → mail/send_email egress',
      ],
    ],
    [
      'the web and a shell',
      [offered('web', FETCH), offered('shell', SHELL)],
      ['untrusted-to-exec critical: web/fetch untrusted-source → shell/execute_command exec'],
    ],
    [
      'the server that shows everything: by words that may mean something else',
      [offered('everything', EVERYTHING)],
      [
        'single-server-trifecta medium: everything/gzip-file-as-resource untrusted-source+egress → everything/get-env private-data',
      ],
    ],
    [
      'files and a way out, with nothing of strangers',
      [offered('files', FILESYSTEM), offered('mail', MAIL.slice(1))],
      ['private-to-egress info: files/read_file private-data → mail/send_email egress'],
    ],
  ] as [string, FlowTool[][], string[]][])('%s', (_, tools, flows) => expect(said(...tools)).toEqual(flows));
});

describe('a path', () => {
  it('is the shortest there is, and says what else could stand in its places', () => {
    const all = [...offered('files', FILESYSTEM), ...offered('mail', MAIL), ...offered('web', FETCH)];
    const flows = findFlows(all);
    const across = flows.find(({ kind }) => kind === 'trifecta')!;
    // Two tools of two servers, not the three of three.
    expect(across.steps).toHaveLength(2);
    expect(across.others).toEqual([
      { tag: 'untrusted-source', count: 1 },
      { tag: 'private-data', count: FILESYSTEM.filter(({ name }) => /read|list|search/.test(name)).length },
      { tag: 'egress', count: 1 },
    ]);
    expect(across.breaks.count).toBe(2);
    expect(across.breaks.tools.map(({ name }) => name)).toEqual(['read_messages', 'fetch']);
    expect(flows.map(({ kind }) => kind)).toContain('single-server-trifecta');
    expect(flows.find(({ kind }) => kind === 'single-server-trifecta')?.alsoWithin).toBe(0);
  });

  it('prefers firm tags to fewer tools: a weak word must not hide what is sure', () => {
    const weak = { name: 'open_message_history', inputSchema: { properties: { url: {} } } };
    const one = offered('a', [weak, ...MAIL]);
    expect(one[0]!.tags.map(({ tag, strength }) => `${tag} ${strength}`)).toContain('egress weak');
    expect(said(one)).toEqual([
      'single-server-trifecta high: a/read_messages untrusted-source+private-data → a/send_email egress',
    ]);
  });

  it('is the same in whatever order tools come, and with equal tools goes by name', () => {
    const tools = [...offered('b', FETCH), ...offered('a', FETCH), ...offered('f', FILESYSTEM)];
    const flows = findFlows(tools);
    const turned = findFlows([...tools].reverse());
    expect(turned.map(({ kind, steps }) => [kind, steps])).toEqual(
      flows.map(({ kind, steps }) => [kind, steps]),
    );
    expect(flows[0]!.steps[0]!.tool.target).toBe('a');
  });

  it('is one of a kind, of two tools or hundreds', () => {
    const many = Array.from({ length: 40 }, (_, at) =>
      offered(`s${at}`, [...MAIL, ...FETCH, ...FILESYSTEM, ...SHELL]),
    );
    const since = processorTime();
    const flows = findFlows(many.flat());
    expect(processorTime() - since).toBeLessThan(15_000);
    expect(new Set(flows.map(({ kind }) => kind)).size).toBe(flows.length);
    expect(flows.find(({ kind }) => kind === 'single-server-trifecta')?.alsoWithin).toBe(39);
    expect(flows.every(({ breaks }) => breaks.tools.length <= 8)).toBe(true);
  });
});

describe('what a person says', () => {
  const files = offered('files', FILESYSTEM);
  it('takes a tag away, and with it the path', () => {
    const web = offered('web', FETCH, [{ name: 'fetch', tag: 'untrusted-source', says: 'not-so' }]);
    expect(web[0]!.tags[0]).toMatchObject({ tag: 'untrusted-source', counts: false, words: [{}, {}] });
    expect(said(files, web)).toEqual([
      'private-to-egress info: files/read_file private-data → web/fetch egress',
    ]);
  });

  it('adds a tag that no word gives, and it is firm', () => {
    const tools = offered(
      'notes',
      [{ name: 'lookup' }],
      [{ name: 'lookup', tag: 'untrusted-source', says: 'also' }],
    );
    expect(said(tools, offered('shell', SHELL))).toEqual([
      'untrusted-to-exec critical: notes/lookup untrusted-source → shell/execute_command exec',
    ]);
  });

  it('holds for that definition only, and is told of the next', () => {
    const earlier = { name: 'fetch', tag: 'egress', says: 'not-so', definition: 'f'.repeat(32) } as const;
    const [tool] = offered('web', FETCH, [earlier]);
    expect(tool!.tags.find(({ tag }) => tag === 'egress')?.counts).toBe(true);
    expect(tool!.earlier).toMatchObject([{ tag: 'egress', says: 'not-so' }]);
    const [decided] = offered('web', FETCH, [earlier, { name: 'fetch', tag: 'egress', says: 'not-so' }]);
    expect(decided!.earlier).toEqual([]);
  });
});
