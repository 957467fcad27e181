import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseDataDir } from './data-dir.ts';
import { nearest } from './nearest.ts';
import { readOptions, type OpenOptions } from './options.ts';
import { escapeLine, quoteArgument } from './terminal.ts';

const like = (text: string): unknown => expect.stringContaining(text);

function open(...argv: string[]): OpenOptions {
  const read = readOptions(argv);
  if (!read.ok) throw new Error(read.problem.message);
  if (read.value.kind !== 'open') throw new Error(read.value.kind);
  return read.value.options;
}
const command = (first: string, ...args: string[]) => ({ kind: 'command', command: first, args });

describe('where the command begins', () => {
  it.each<[string, unknown]>([
    ['npx -y x', command('npx', '-y', 'x')],
    ['-- npx -y x', command('npx', '-y', 'x')],
    ['--no-open npx -y x --port 3', command('npx', '-y', 'x', '--port', '3')],
    ['--no-open -- npx -y x', command('npx', '-y', 'x')],
    ['--port 5 --name n npx x --help', command('npx', 'x', '--help')],
    ['--port=5 npx -- x', command('npx', '--', 'x')],
    ['--env A=b -e C=d npx', command('npx')],
    ['-- rebuild-index', command('rebuild-index')],
    ['./server', command('./server')],
    ['-- -odd', command('-odd')],
    ['C:\\srv\\x.exe -v', command('C:\\srv\\x.exe', '-v')],
    ['', { kind: 'nothing' }],
    ['--', { kind: 'nothing' }],
    ['https://h/mcp', { kind: 'url', url: 'https://h/mcp' }],
    ['-- https://h/mcp', { kind: 'url', url: 'https://h/mcp' }],
    ['--no-open HTTP://h', { kind: 'url', url: 'HTTP://h' }],
    ['--config f --server s', { kind: 'config', file: 'f', server: 's' }],
    ['--config f', { kind: 'config', file: 'f' }],
  ])('%s', (line, wanted) => {
    expect(open(...line.split(' ').filter(Boolean)).wanted).toEqual(wanted);
  });

  it('takes options after an address, where no command can be meant', () => {
    expect(open('https://h/mcp', '--header', 'A: b', '--no-open')).toMatchObject({
      opensBrowser: false,
      headers: [{ name: 'A', text: { from: 'plain', value: 'b' } }],
    });
  });

  it('hands every argument of a command on as it is', () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('--', '--port', '--help', '-y', '', 'https://h'),
    );
    const name = fc
      .string({ minLength: 1 })
      .filter(
        (text) =>
          !text.startsWith('-') && !text.includes('://') && !['rebuild-index', 'list', 'call'].includes(text),
      );
    fc.assert(
      fc.property(name, fc.array(word), (first, args) => {
        expect(open(first, ...args).wanted).toEqual(command(first, ...args));
        expect(open('--no-open', '--', first, ...args).wanted).toEqual(command(first, ...args));
      }),
    );
  });

  it('never throws', () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '--',
        '--port',
        '--header',
        '--env',
        '-e',
        '-H',
        '--config',
        '--server',
        '--yes',
        '-yv',
        '--=',
        '-',
        '--help=x',
      ),
    );
    fc.assert(
      fc.property(fc.array(word), (argv) => {
        expect(typeof readOptions(argv).ok).toBe('boolean');
      }),
      { numRuns: 2000 },
    );
  });
});

describe('values of options', () => {
  it.each([
    ['A: b', { name: 'A', text: { from: 'plain', value: 'b' } }],
    ['A:', { name: 'A', text: { from: 'plain', value: '' } }],
    ['A: b: c', { name: 'A', text: { from: 'plain', value: 'b: c' } }],
    ['A: env:TOKEN', { name: 'A', text: { from: 'env', name: 'TOKEN' } }],
    ['A: Bearer env:TOKEN', { name: 'A', text: { from: 'env', name: 'TOKEN', prefix: 'Bearer ' } }],
  ])('--header %j', (text, header) => {
    expect(open('--header', text, 'https://h').headers).toEqual([header]);
  });
  it('says that a variable inside a longer value is not filled in', () => {
    expect(open('--header', 'A: x-env:TOKEN-y', 'https://h').notes.join()).toContain('as it is written');
  });
  it('reads variables, revisions, trust', () => {
    expect(open('--env', 'A=', '--env', 'B=c=d', '--env', 'C', 'x').env).toEqual([
      { name: 'A', text: { from: 'plain', value: '' } },
      { name: 'B', text: { from: 'plain', value: 'c=d' } },
      { name: 'C', text: { from: 'env', name: 'C' } },
    ]);
    expect(open('--revision', '2025-06-18', 'x').opening).toBe('2025-06-18');
    expect(open('--revision', 'auto', 'x').opening).toBeUndefined();
    expect(open('--insecure-no-verify', '--ca-file', 'f', 'https://h')).toMatchObject({
      verify: false,
      caFile: 'f',
    });
    expect(open('--port', '0', 'x').port).toBeUndefined();
  });

  it.each([['--help'], ['-h'], ['--port', '1', '--help'], ['https://h', '--help']])(
    '%s asks for help',
    (...argv) => {
      expect(readOptions(argv)).toEqual({ ok: true, value: { kind: 'help' } });
    },
  );
  it.each([['--version'], ['-v']])('%s asks for the version', (...argv) => {
    expect(readOptions(argv)).toEqual({ ok: true, value: { kind: 'version' } });
  });
  it('knows a command of our own', () => {
    expect(readOptions(['rebuild-index', '--data-dir', 'd'])).toEqual({
      ok: true,
      value: { kind: 'rebuild-index', dataDir: 'd' },
    });
  });

  it.each<[string[], string, string]>([
    [['--prot', '5'], '--prot', '--port?'],
    [['--heder', 'A: b', 'https://h'], '--heder', '--header?'],
    [['--data-dri=x'], '--data-dri', '--data-dir?'],
    [['--nonsense'], '--nonsense', '--help'],
    [['-y', '@scope/pkg'], '-y', 'mcp-sec-inspect npx -y'],
    [['--port'], '--port needs a value', '--help'],
    [['--port', '99999', 'x'], '99999', '65535'],
    [['--port', '-1', 'x'], '-1', '65535'],
    [['--port', '1', '--port', '2'], 'more than once', 'once'],
    [['--no-open=1'], 'takes no value', '--no-open'],
    [['--name=', 'x'], '--name is empty', '--help'],
    [['--revision', '2025-06-17', 'x'], '2025-06-17', '2025-06-18'],
    [['--header', 'nothing', 'https://h'], 'form', 'env:TOKEN'],
    [['--header', 'A B: c', 'https://h'], 'A B', 'letters'],
    [['--header', 'A: b\r\nC: d', 'https://h'], 'control character', 'one line'],
    [['--header', 'A: b', 'npx', 'x'], '--header is for an address', '--env'],
    [['--env', 'A=b', 'https://h'], '--env is for a command', '--header'],
    [['--env', 'A B=c', 'x'], 'A B', 'NAME=value'],
    [['--name', 'x'], '--name belongs to a server', 'command or a URL'],
    [['--config', 'f', '--name', 'x'], '--name belongs to a server', '--server'],
    [['--config', 'f', 'npx', 'x'], '"npx"', 'one of them'],
    [['--server', 's'], '--server', '--config'],
    [['--yes', 'npx'], '--yes', '--config'],
    [['ws://h/x'], 'ws://h/x', 'https://'],
    [['http://'], 'http://', 'https://'],
    [['https://h', 'more'], '"more"', '--help'],
    [['https://h', '--prot', '1'], '--prot', '--port?'],
    [['rebuild-index', '--port', '1'], '--port', '--help'],
    [['rebuild-index', 'x'], '"x"', '--help'],
    [['--', ''], 'empty', 'program'],
  ])('%j is refused: %s, %s', (argv, message, hint) => {
    expect(readOptions(argv)).toMatchObject({
      ok: false,
      problem: { code: 'bad-option', message: like(message), hint: like(hint) },
    });
  });
});

describe('what goes to a terminal', () => {
  it.each([
    ['a\u001b[31mb', 'a\\u{1B}[31mb'],
    ['a\u009b1mb', 'a\\u{9B}1mb'],
    ['a\u0007\u0000\u007f', 'a\\u{7}\\u{0}\\u{7F}'],
    ['a\r\nb\tc\u2028d', 'a\\u{D}\\u{A}b\\u{9}c\\u{2028}d'],
    ['a\u202eb\u2066c\u200bd\ufeffe\u00adf', 'a\\u{202E}b\\u{2066}c\\u{200B}d\\u{FEFF}e\\u{AD}f'],
    ['a\u{e0041}b\u{e0101}c\ufe0fd', 'a\\u{E0041}b\\u{E0101}c\\u{FE0F}d'],
    ['a\ud800b', 'a\\u{D800}b'],
    ['\\u{1B}', '\\u{5C}u{1B}'],
    ['::error::x', '\\u{3A}:error::x'],
    ['  ::set-output name=a::b', '  \\u{3A}:set-output name=a::b'],
    ['x ##[error]y ##vso[task]', 'x #\\u{23}[error]y #\\u{23}vso[task]'],
    ['Zoë 日本 😀 C:\\users', 'Zoë 日本 😀 C:\\users'],
  ])('%j → %s', (text, shown) => {
    expect(escapeLine(text)).toBe(shown);
  });
  it('is one line without anything a terminal acts on, and tells every two texts apart', () => {
    // What CI systems act on comes up by itself too seldom to be met.
    const command = fc.constantFrom('::', '  ::', ':::', '##[', 'x ##vso[', '##');
    const any = fc.string({ unit: 'binary' });
    const text = fc.oneof(
      any,
      fc.tuple(command, any).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(escapeLine(one)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        expect(escapeLine(one)).not.toMatch(/^\s*::|##[\w-]*\[/);
        if (one !== other) expect(escapeLine(one)).not.toBe(escapeLine(other));
      }),
    );
  });
  it('shows where an argument begins and ends', () => {
    expect(['a', '', 'a b', "a'b", '--x=1', '$(x)', 'a\nb'].map(quoteArgument)).toEqual([
      'a',
      "''",
      "'a b'",
      "'a'\\''b'",
      '--x=1',
      "'$(x)'",
      "'a\nb'",
    ]);
  });
});

describe('the rest', () => {
  it('suggests what was probably meant', () => {
    expect(nearest('ohter', ['other', 'another'])).toBe('other');
    expect(nearest('xyz', ['other'])).toBeUndefined();
    expect(nearest('x', [])).toBeUndefined();
  });
  it.skipIf(process.platform === 'win32')('keeps recordings where the system keeps such files', () => {
    expect(chooseDataDir('x', {}, 'linux', '/w')).toBe('/w/x');
    expect(chooseDataDir(undefined, { XDG_DATA_HOME: '/d' }, 'linux')).toBe('/d/mcp-sec-inspect');
    expect(chooseDataDir(undefined, { XDG_DATA_HOME: 'relative' }, 'linux')).toMatch(
      /\.local\/share\/mcp-sec-inspect$/,
    );
    expect(chooseDataDir(undefined, {}, 'darwin')).toMatch(/Library\/Application Support\/mcp-sec-inspect$/);
    expect(chooseDataDir(undefined, { LOCALAPPDATA: '/l' }, 'win32')).toContain('mcp-sec-inspect');
  });
});

describe('probe', () => {
  const probe = (...argv: string[]) => {
    const read = readOptions(['probe', ...argv]);
    return read.ok && read.value.kind === 'probe'
      ? { ...read.value.probing, wanted: read.value.options.wanted }
      : read;
  };

  it('takes one target, as a word, a command or a server of a file', () => {
    expect(probe('files')).toEqual({ calls: [], json: false, wanted: { kind: 'named', text: 'files' } });
    expect(probe('--json', '--', 'npx', '-y', 'x', '--json')).toMatchObject({
      json: true,
      wanted: command('npx', '-y', 'x', '--json'),
    });
    expect(probe('--', 'https://h/mcp')).toMatchObject({ wanted: { kind: 'url', url: 'https://h/mcp' } });
    expect(probe('--config', 'f', '--server', 's', '--yes')).toMatchObject({
      wanted: { kind: 'config', file: 'f', server: 's' },
    });
  });

  it('takes names of probes and calls', () => {
    expect(probe('files', '--only', 'clock,era', '--only', 'client-name')).toMatchObject({
      only: ['clock', 'era', 'client-name'],
    });
    expect(probe('files', '--call', 'read_file {"path": "a b"}', '--call', 'list')).toMatchObject({
      calls: [
        { tool: 'read_file', args: '{"path": "a b"}' },
        { tool: 'list', args: '{}' },
      ],
    });
    expect(probe('files', '--call', 'a {\n"b": {}\n}')).toMatchObject({
      calls: [{ tool: 'a', args: '{ "b": {} }' }],
    });
  });

  it.each([
    ['without a target', []],
    ['with an empty one', [' ']],
    ['with two', ['a', 'b']],
    ['with a word and a command', ['a', '--', 'b']],
    ['with a file of many servers', ['--config', 'f']],
    ['with a server of no file', ['a', '--server', 's']],
    ['with no name of a probe', ['a', '--only', 'Clock']],
    ['with a call that is no JSON', ['a', '--call', 'b {c}']],
    ['with an option of the page', ['a', '--port', '3']],
    ['with an option of verify', ['a', '--format', 'json']],
  ])('is refused %s', (_, argv) => {
    expect(probe(...argv)).toMatchObject({ ok: false, problem: { code: 'bad-option' } });
  });

  it.each([['list'], ['verify']])('its options do not belong to %s', (other) => {
    expect(readOptions([other, 'a', '--only', 'clock'])).toMatchObject({
      ok: false,
      problem: { message: like('belongs to "probe"') },
    });
  });
});

it('demo is the practice server, and takes nothing that says how another one is reached', () => {
  const read = readOptions(['demo', '--fixed', '--no-open']);
  expect(read).toMatchObject({
    ok: true,
    value: { kind: 'open', options: { wanted: { kind: 'demo', isFixed: true }, opensBrowser: false } },
  });
  expect(readOptions(['--', 'demo'])).toMatchObject({
    value: { options: { wanted: { kind: 'command', command: 'demo' } } },
  });
  for (const argv of [
    ['demo', 'more'],
    ['demo', '--env', 'A=b'],
    ['--fixed', 'npx'],
    ['call', 'x', 'y', '--fixed'],
  ])
    expect(readOptions(argv).ok, argv.join(' ')).toBe(false);
});
