import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StdioSpec } from '../../protocol/target.ts';
import type { Draft, ReadingPlace } from './draft.ts';
import { readPaste } from './read-text.ts';
import { lexWindows } from './windows-words.ts';
import { processorTime } from '../../test/processor-time.ts';

const place: ReadingPlace = { cwd: '/work', home: '/home/me', kind: 'posix' };
const read = (text: string) => readPaste(text, place);
const argvOf = (draft: Draft | undefined): string[] | undefined =>
  draft?.spec.kind === 'stdio' ? [draft.spec.command, ...draft.spec.args] : undefined;
const plain = (name: string, value: string) => ({ name, text: { from: 'plain', value } });
const like = (text: string): unknown => expect.stringContaining(text);

describe('command lines', () => {
  it.each<[string, string[]]>([
    [
      'npx -y @modelcontextprotocol/server-everything',
      ['npx', '-y', '@modelcontextprotocol/server-everything'],
    ],
    [`node "a b.js" 'c d' e\\ f`, ['node', 'a b.js', 'c d', 'e f']],
    [`sh -c 'echo "hi" | cat'`, ['sh', '-c', 'echo "hi" | cat']],
    ['a "" \'\'', ['a', '', '']],
    ['a "x\\"y\\$z\\q"', ['a', 'x"y$z\\q']],
    ["a it\\'s", ['a', "it's"]],
    ['a b"c"d\'e\'', ['a', 'bcde']],
    ['docker run \\\n  -i --rm \\\r\n  mcp/git', ['docker', 'run', '-i', '--rm', 'mcp/git']],
    ['  $ uvx mcp-server-time', ['uvx', 'mcp-server-time']],
    ['me@host:~/src$ uvx mcp-server-time', ['uvx', 'mcp-server-time']],
    ['exec time node x.js', ['node', 'x.js']],
    ['node x.js # the server', ['node', 'x.js']],
    ['node x.js a#b', ['node', 'x.js', 'a#b']],
    ['```bash\nnpx foo\n```', ['npx', 'foo']],
    ['node x.js --url=http://h/p?a=1', ['node', 'x.js', '--url=http://h/p?a=1']],
  ])('%j → %j', (text, argv) => {
    const { drafts, problem } = read(text);
    expect(problem).toBeUndefined();
    expect(drafts.map(argvOf)).toEqual([argv]);
    expect(drafts[0]!.problem).toBeUndefined();
  });

  it.each<[string, StdioSpec['env'], string[]]>([
    ['FOO=bar BAZ="a b" cmd x', [plain('FOO', 'bar'), plain('BAZ', 'a b')] as never, ['cmd', 'x']],
    ['env FOO=bar cmd', [plain('FOO', 'bar')] as never, ['cmd']],
    ['env -i FOO=bar cmd', [], ['env', '-i', 'FOO=bar', 'cmd']],
    ['export A=1; B=2 cmd', [plain('A', '1'), plain('B', '2')] as never, ['cmd']],
    ['A=1\nA=2 cmd', [plain('A', '2')] as never, ['cmd']],
    ['TOKEN=$MINE cmd', [{ name: 'TOKEN', text: { from: 'env', name: 'MINE' } }], ['cmd']],
    [
      'AUTH="Bearer ${MINE}" cmd',
      [{ name: 'AUTH', text: { from: 'env', name: 'MINE', prefix: 'Bearer ' } }],
      ['cmd'],
    ],
    ['$env:KEY="v w"; node x.js', [plain('KEY', 'v w')] as never, ['node', 'x.js']],
    ['set KEY=v&& node x.js C:\\data', [plain('KEY', 'v')] as never, ['node', 'x.js', 'C:\\data']],
  ])('variables before it: %j', (text, env, argv) => {
    const { drafts } = read(text);
    expect(drafts.map(argvOf)).toEqual([argv]);
    expect((drafts[0]!.spec as StdioSpec).env).toEqual(env);
  });

  it('takes a change of folder before it as the working directory', () => {
    expect(read('cd ../srv && node x.js').drafts[0]).toMatchObject({
      spec: { cwd: '/srv', command: 'node' },
    });
    expect(read('cd ~/srv\nnode x.js').drafts[0]).toMatchObject({ spec: { cwd: '/home/me/srv' } });
  });

  it.each([
    ['a | b', '"|" (line 1, column 3)'],
    ['a && b', 'stands before "&&"'],
    ['a > out.log', '"> out.log"'],
    ['a 2>/dev/null', '/dev/null'],
    ['a < in', '"< in"'],
    ['a $HOME/x', '$HOME (line 1, column 3)'],
    ['a *.js', '"*"'],
    ['a ~/x', '"~"'],
    ['a “b”', 'U+201C'],
    ['a\u00a0b', 'U+00A0'],
    ["a $'x\\n'", 'quoting of bash'],
    ['source x; a', 'No shell runs here'],
  ])('%s: says what no shell will do: %s', (text, words) => {
    const [draft] = read(text).drafts;
    expect(draft!.remarks.join('\n')).toContain(words);
    expect(argvOf(draft)![0]).toBe('a');
  });

  it('gives a reading for every command of a pipeline', () => {
    expect(read('a 1 | b 2; c 3').drafts.map(argvOf)).toEqual([
      ['a', '1'],
      ['b', '2'],
      ['c', '3'],
    ]);
  });

  it.each([
    ['a $(id)', 'needs-a-shell', '$(id) (line 1, column 3)'],
    ['a "`id`"', 'needs-a-shell', '`id`'],
    ["a\n  'b", 'open-quote', 'line 2, column 3'],
    ['a "b', 'open-quote', 'line 1, column 3'],
  ])('%j is a problem: %s at %s', (text, code, where) => {
    expect(read(text).drafts.at(-1)!.problem).toMatchObject({ code, message: like(where) });
  });

  it('leaves what is quoted to the program', () => {
    expect(read(`sh -c 'a $(id) | b > c'`).drafts[0]!.problem).toBeUndefined();
    expect(read(`sh -c 'a $(id) | b > c'`).drafts[0]!.remarks).toEqual([]);
  });
});

describe('Windows command lines', () => {
  it.each<[string, string[]]>([
    ['a "b c" d', ['a', 'b c', 'd']],
    ['C:\\a\\b.exe x\\y', ['C:\\a\\b.exe', 'x\\y']],
    ['a "b\\"c" d\\\\"e f"', ['a', 'b"c', 'd\\e f']],
    ['a "b""c"', ['a', 'b"c']],
    ["a 'b c'", ['a', "'b", "c'"]],
    ['a ^& b ^\n c', ['a', '&', 'b', 'c']],
  ])('%j → %j', (text, words) => {
    expect(lexWindows(text).tokens.map((token) => token.text)).toEqual(words);
  });
  it('reads single quotes and backticks as PowerShell does where it is PowerShell', () => {
    expect(lexWindows("a 'b c' `\n d", true).tokens.map((token) => token.text)).toEqual(['a', 'b c', 'd']);
  });
  it('keeps backslashes of a path pasted on another system, and says so', () => {
    const [draft] = read('PS C:\\Users\\me> C:\\srv\\a.exe --root "C:\\My Files"').drafts;
    expect(argvOf(draft)).toEqual(['C:\\srv\\a.exe', '--root', 'C:\\My Files']);
    expect(draft!.remarks.join()).toContain('rules of Windows');
  });
});

describe('commands that add a server to a client', () => {
  it.each<[string, string, string[]]>([
    ['claude mcp add gh -e T=1 -- npx -y @x/gh --all', 'gh', ['npx', '-y', '@x/gh', '--all']],
    ['claude mcp add -s user gh npx -y @x/gh', 'gh', ['npx', '-y', '@x/gh']],
    ['codex mcp add gh --env T=1 -- npx -y @x/gh', 'gh', ['npx', '-y', '@x/gh']],
    ['gemini mcp add gh node x.js -v', 'gh', ['node', 'x.js', '-v']],
    ['npx @modelcontextprotocol/inspector@latest -e T=1 node x.js -v', 'x.js', ['node', 'x.js', '-v']],
    [`code --add-mcp '{"name":"gh","command":"npx","args":["-y","@x/gh"]}'`, '@x/gh', ['npx', '-y', '@x/gh']],
  ])('%s', (text, name, argv) => {
    const [draft] = read(text).drafts;
    expect([draft!.name, argvOf(draft)]).toEqual([name, argv]);
  });
  it('reads an address behind one', () => {
    expect(read('claude mcp add --transport sse s https://h/x --header "A: b"').drafts[0]).toMatchObject({
      name: 's',
      spec: { kind: 'legacy-sse', url: 'https://h/x', headers: [plain('A', 'b')] },
    });
    expect(read('npx -y mcp-remote@0.1.2 https://h/mcp').drafts.map((draft) => draft.spec.kind)).toEqual([
      'http',
      'stdio',
    ]);
    expect(read(`curl https://h/mcp -H 'X-Key: 1' -H 'Accept: a'`).drafts[0]!.spec).toMatchObject({
      headers: [plain('X-Key', '1')],
    });
  });
});

describe('addresses', () => {
  it.each(['https://example.com/mcp', 'HTTP://[::1]:8080/x?y=1', '<https://example.com/mcp>'])(
    '%s',
    (text) => {
      const [draft] = read(text).drafts;
      expect(draft).toMatchObject({
        readAs: 'URL',
        spec: { kind: 'http', url: text.replace(/[<>]/g, ''), verify: true },
      });
      expect(draft!.problem).toBeUndefined();
    },
  );
  it('moves user name and password into a header', () => {
    expect(read('https://u%40:p@h/x').drafts[0]!.spec).toMatchObject({
      url: 'https://h/x',
      headers: [plain('Authorization', `Basic ${Buffer.from('u@:p').toString('base64')}`)],
    });
  });
  it.each(['ws://h/x', 'https://', 'file:///etc/passwd'])('%s is a problem', (text) => {
    expect(read(text).drafts[0]!.problem).toMatchObject({ code: 'bad-url' });
  });
  it('shows the ASCII form of a host that is not ASCII', () => {
    expect(read('https://exаmple.com/mcp').drafts[0]!.remarks.join()).toContain('xn--');
  });
});

describe('anything at all', () => {
  it.each(['', ' \n\t', '\ufeff'])('%j: there is nothing to read', (text) => {
    expect(read(text)).toMatchObject({ drafts: [], problem: { code: 'nothing-pasted' } });
  });
  it.each(['[mcp_servers.x]\ncommand = "npx"', 'mcp:\n  x:\n    command: npx\n'])(
    'names a format that is not read: %j',
    (text) => {
      expect(read(text)).toMatchObject({ problem: { code: 'other-format' } });
    },
  );

  const syntax = fc.array(
    fc.constantFrom(
      '"',
      "'",
      '\\',
      '$',
      '(',
      ')',
      '`',
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '|',
      '&',
      ';',
      '<',
      '>',
      '\n',
      ' ',
      'a',
      '=',
      '#',
      '~',
      '^',
      '%',
      'https://',
      'npx ',
      '"command"',
      '"mcpServers"',
      '${env:A}',
      'cd ',
      'C:\\',
      '\u0000',
      '\u202e',
      '\ud800',
      '/*',
      '//',
      'claude mcp add ',
      '"packages":[{}],"name":"x"',
    ),
    { maxLength: 40 },
  );
  it('never throws, and always says something', () => {
    const check = (text: string): void => {
      const { drafts, problem } = read(text);
      expect(drafts.length > 0 || problem !== undefined).toBe(true);
    };
    fc.assert(
      fc.property(syntax, (parts) => check(parts.join(''))),
      { numRuns: 4000 },
    );
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), check), { numRuns: 2000 });
    fc.assert(fc.property(fc.json(), check), { numRuns: 1000 });
  });

  it('gives back every argv that was quoted for a shell', () => {
    const quote = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;
    const word = fc
      .string({ unit: 'grapheme', maxLength: 20 })
      .filter((text) => !/[\r\n`]|\$env:|[A-Za-z]:\\|\\\w|%\w/i.test(text));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (words) => {
        expect(read(['cmd', ...words.map(quote)].join(' ')).drafts.map(argvOf)).toEqual([['cmd', ...words]]);
      }),
      { numRuns: 1000 },
    );
  });

  it('is done soon with long and deep texts', () => {
    const began = processorTime();
    const texts = [
      '{"a":'.repeat(200_000),
      '['.repeat(1_000_000),
      `"${'x'.repeat(4_000_000)}`,
      `{"a":"${'\\"'.repeat(1_000_000)}"}`,
      '/**/'.repeat(500_000),
      'a '.repeat(30_000),
      '$('.repeat(30_000),
      '\n'.repeat(60_000) + 'x',
    ];
    for (const text of texts) expect(() => read(text)).not.toThrow();
    expect(processorTime() - began).toBeLessThan(20_000);
  });
});
