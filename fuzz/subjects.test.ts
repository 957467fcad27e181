import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LISTENER, OFFERED, offeredTool, WORLD } from '../test/fuzz-offered.ts';
import { readJson } from '../protocol/json/read.ts';
import { learnFrom } from './seeds/learned.ts';
import type { Subject } from './strategy.ts';
import { subjectsOf, type OfferedItem, type SubjectsInput } from './subjects.ts';
import { processorTime } from '../test/processor-time.ts';

const BARE: SubjectsInput = { seed: 7, learned: learnFrom([]), tagsOf: () => [], allowDestructive: [] };
const PREPARED: SubjectsInput = { ...BARE, world: WORLD, listener: LISTENER };

function read(offered: readonly OfferedItem[], input: Partial<SubjectsInput> = {}): Subject[] {
  return subjectsOf(offered, { ...BARE, ...input }).subjects;
}
const inputsOf = ({ text }: Subject): unknown => {
  const { params } = JSON.parse(text) as { params: { arguments?: unknown } };
  return params.arguments;
};
/** Position and seed of the first subject. */
const seeds = ([subject]: readonly Subject[]): Record<string, string> =>
  Object.fromEntries(subject!.positions.map(({ at, seed, from }) => [at, `${seed} ${from}`]));
const string = { type: 'string' };

describe('a valid value', () => {
  it('is what was remembered, then an example, a default, a choice, what was learned, and only then made', () => {
    const schema = {
      remembered: { ...string, examples: ['e'], default: 'd' },
      example: { ...string, examples: ['e'], default: 'd', enum: ['c', 'e'] },
      fallback: { ...string, default: 'd', enum: ['c', 'd'] },
      choice: { enum: ['c', 'd'] },
      only: { const: 5 },
      ticketId: string,
      title: string,
    };
    const subjects = read([offeredTool('go', '', schema)], {
      rememberedFor: () => '{"remembered":"r"}',
      learned: learnFrom([{ subject: 'list', text: '{"tickets":[{"ticketId":"T-17"}]}' }]),
    });
    expect(seeds(subjects)).toMatchObject({
      '/remembered': '"r" remembered',
      '/example': '"e" example',
      '/fallback': '"d" default',
      '/choice': '"c" enum',
      '/only': '5 const',
      '/ticketId': '"T-17" learned',
      '/title': expect.stringMatching(/^"\w+" made$/),
    });
  });

  it('stands in the world made for the run, wherever the author had something else in mind', () => {
    const at = (name: string, key: string, schema: object = string, said = ''): string =>
      seeds(read([offeredTool(name, said, { [key]: schema })], PREPARED))[`/${key}`]!;
    const { root } = WORLD;
    expect(at('read_file', 'path', { ...string, examples: ['/home/me/a'] })).toBe(
      `"${root}/notes/readme.txt" world`,
    );
    expect(at('list_directory', 'path')).toBe(`"${root}" world`);
    expect(at('show', 'filename')).toBe('"notes/readme.txt" world');
    expect(at('show', 'path', { ...string, description: 'Path relative to the project.' })).toBe(
      '"notes/readme.txt" world',
    );
    expect(at('write_file', 'path')).toBe(`"${root}/notes/made.txt" world`);
    expect(at('create_directory', 'path')).toBe(`"${root}/notes/made" world`);
    expect(at('move_file', 'source')).toBe(`"${root}/notes/plants.txt" world`);
    expect(at('search_files', 'path')).toBe(`"${root}" world`);
    expect(at('edit_file', 'oldText')).toBe('"Notes" world');
    expect(at('open', 'db_path')).toBe('"/tmp/fuzz-1/data/notes.db" world');
    expect(at('fetch', 'url')).toBe('"http://127.0.0.1:41999/page" world');
    expect(at('ping', 'host')).toBe('"127.0.0.1" world');
    expect(at('run', 'sql')).toBe('"SELECT body FROM notes" world');
    expect(at('describe', 'table_name')).toBe('"notes" world');
    expect(at('search_notes', 'term', string, 'Searches the database.')).toBe(
      '"Water the plants on Tuesday" world',
    );
    expect(at('write_note', 'content')).toMatch(/ made$/);
  });

  it('goes by what an example looks like, and once for what the tool is for', () => {
    const example = { ...string, examples: ['https://status.example.com/up'] };
    expect(seeds(read([offeredTool('watch', '', { data1: example })], PREPARED))).toEqual({
      '/data1': '"http://127.0.0.1:41999/page" world',
    });
    const both = seeds(
      read([offeredTool('fetch_page', 'Fetches a web page.', { x: string, value: string })], PREPARED),
    );
    expect(both['/x']).toBe('"http://127.0.0.1:41999/page" world');
    expect(both['/value']).toMatch(/ made$/);
  });

  it('is as short a wait as may be, and the same for one name in all tools', () => {
    const wait = { type: 'integer', default: 600 };
    expect(
      seeds(
        read([offeredTool('run', '', { duration: wait, delay_ms: { ...wait, minimum: 5 }, size: wait })]),
      ),
    ).toEqual({
      '/duration': '1 made',
      '/delay_ms': '5 made',
      '/size': '600 default',
    });
    const [put, get] = read([
      offeredTool('put', '', { key: string, v: string }),
      offeredTool('get', '', { cache_key: string }),
    ]);
    expect(put!.positions[0]!.seed).toBe(get!.positions[0]!.seed);
  });

  it('keeps to lengths, limits, patterns and formats', () => {
    const schema = {
      short: { ...string, maxLength: 3 },
      long: { ...string, minLength: 40 },
      code: { ...string, pattern: '^[A-Z]{2}-\\d{4}$' },
      day: { ...string, format: 'date' },
      who: { ...string, format: 'email' },
      count: { type: 'integer', minimum: 7, maximum: 9 },
      above: { type: 'number', exclusiveMinimum: 2, exclusiveMaximum: 3 },
      step: { type: 'integer', multipleOf: 5, minimum: 11 },
      list: { type: 'array', items: { type: 'integer', minimum: 3 }, minItems: 2 },
      pair: { type: 'array', prefixItems: [string, { type: 'boolean' }], items: false },
      either: {
        anyOf: [{ type: 'null' }, { type: 'object', required: ['a'], properties: { a: { const: 1 } } }],
      },
    };
    const [subject] = read([offeredTool('go', '', schema)]);
    const validate = new Ajv2020({
      strict: false,
      formats: { date: /^\d{4}-\d\d-\d\d$/, email: /@/ },
    }).compile({
      type: 'object',
      properties: schema,
      required: Object.keys(schema),
    });
    expect(validate(inputsOf(subject!)), JSON.stringify([validate.errors, inputsOf(subject!)])).toBe(true);
  });

  it('makes a valid call of whatever schema there is', () => {
    const ajv = new Ajv2020({ strict: false, ownProperties: true, validateSchema: false, meta: false });
    const leaf = fc.oneof(
      fc.record({ type: fc.constant('string'), maxLength: fc.integer({ min: 0, max: 30 }) }),
      fc.record({ type: fc.constant('string'), minLength: fc.integer({ min: 0, max: 60 }) }),
      fc.record({
        type: fc.constant('string'),
        pattern: fc.constantFrom('^a+$', '^[0-9a-f]{8}$', '\\d', '^(x|yy)?z$'),
      }),
      fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 0, max: 9 })).map(([minimum, more]) => ({
        type: 'integer',
        minimum,
        maximum: minimum + more,
      })),
      fc.record({ type: fc.constant('number'), maximum: fc.integer({ min: -9, max: 9 }) }),
      fc.constant({ type: ['boolean', 'null'] }),
      fc.record({
        enum: fc.uniqueArray(fc.jsonValue({ maxDepth: 1 }), {
          minLength: 1,
          maxLength: 3,
          selector: (one) => JSON.stringify(one),
        }),
      }),
      fc.record({ const: fc.jsonValue({ maxDepth: 1 }) }),
      fc.constant({}),
    );
    const { schema } = fc.letrec<{ schema: object }>((tie) => ({
      schema: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        leaf,
        fc.record({
          type: fc.constant('array'),
          items: tie('schema'),
          minItems: fc.integer({ min: 0, max: 3 }),
        }),
        fc.record({ anyOf: fc.tuple(tie('schema'), tie('schema')) }),
        fc
          .dictionary(
            fc.constantFrom('path', 'url', 'x', '__proto__', 'a/b', 'constructor', 'user id'),
            tie('schema'),
            { maxKeys: 4 },
          )
          .map((properties) => ({
            type: 'object',
            properties,
            required: Object.keys(properties).slice(0, 2),
          })),
      ),
    }));
    const object = fc
      .dictionary(fc.constantFrom('path', 'url', 'q', '__proto__', 'id', 'table'), schema, { maxKeys: 5 })
      .map((properties) => ({ type: 'object', properties, required: Object.keys(properties).slice(0, 3) }));
    fc.assert(
      fc.property(object, fc.boolean(), (inputSchema, isPrepared) => {
        const item = {
          section: 'tools',
          name: 'go',
          text: JSON.stringify({ name: 'go', inputSchema }),
        } as const;
        const { subjects, skipped } = subjectsOf([item], isPrepared ? PREPARED : BARE);
        if (skipped.length > 0) return;
        const validate = ajv.compile(JSON.parse(JSON.stringify(inputSchema)) as object);
        const inputs = inputsOf(subjects[0]!);
        expect(validate(inputs), JSON.stringify([validate.errors, inputs])).toBe(true);
        for (const { seed } of subjects[0]!.positions) expect(readJson(seed).faults).toEqual([]);
      }),
      { numRuns: 40, seed: 11 },
    );
  });

  it('is the same for the same seed', () => {
    expect(read(OFFERED, PREPARED)).toEqual(read(OFFERED, PREPARED));
    const made = [offeredTool('go', '', { a: string, b: string, c: string, d: string })];
    const texts = [1, 2, 3, 4].map((seed) => read(made, { seed })[0]!.text);
    expect(new Set(texts).size).toBeGreaterThan(1);
  });
});

describe('a hostile schema', () => {
  const nested = (depth: number): object => {
    let inner: object = string;
    for (let at = 0; at < depth; at++) inner = { type: 'object', properties: { a: inner }, required: ['a'] };
    return inner;
  };
  const cases: [string, object, RegExp][] = [
    ['deeper than anybody nests', { a: nested(300) }, /deeper than 8 levels/],
    ['without end', { a: { $ref: '#' } }, /deeper than 8 levels/],
    [
      'wide and deep',
      Object.fromEntries(Array.from({ length: 3000 }, (_, at) => [`p${at}`, nested(4)])),
      /first 200/,
    ],
    [
      'of many parameters',
      Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`p${at}`, string])),
      /more than 60 parameters/,
    ],
    [
      'that asks for a million items',
      { a: { type: 'array', items: string, minItems: 1_000_000 } },
      /1000000 items/,
    ],
  ];
  it.each(cases)('%s is cut, and that is said', (_, schema, words) => {
    const since = processorTime();
    const { subjects, skipped } = subjectsOf([offeredTool('go', '', schema as Record<string, object>)], BARE);
    expect(processorTime() - since).toBeLessThan(15_000);
    expect(skipped.map(({ why }) => why).join(' ')).toMatch(words);
    expect(subjects[0]!.positions.length).toBeLessThanOrEqual(60);
    expect(subjects[0]!.text.length).toBeLessThan(100_000);
  });

  it.each([
    '(',
    '(a+)+$',
    '(?<=a)b',
    '[a-z]{1000000}',
    '((((a*)*)*)*)*b',
    '\\p{Foo}',
    `${'a?'.repeat(200)}`,
    '(a{60}){60}{60}',
  ])('with the pattern %s costs nothing', (pattern) => {
    const since = processorTime();
    const [subject] = read([offeredTool('go', '', { a: { ...string, pattern } })]);
    expect(processorTime() - since).toBeLessThan(15_000);
    expect(subject!.positions[0]!.seed.length).toBeLessThan(10_000);
  });

  it('has names that mean something else in JavaScript', () => {
    const [subject] = read([
      {
        section: 'tools',
        name: '__proto__',
        text: '{"inputSchema":{"properties":{"__proto__":{"type":"string"},"constructor":{"type":"object","properties":{"prototype":{"type":"string"}},"required":["prototype"]}},"required":["__proto__","constructor"]}}',
      },
    ]);
    expect(subject!.positions.map(({ at }) => at)).toEqual([
      '/__proto__',
      '/constructor',
      '/constructor/prototype',
    ]);
    expect(subject!.text).toContain('"arguments":{"__proto__":"');
  });

  it.each([
    '',
    '[]',
    '{',
    'null',
    '{"inputSchema":7}',
    '{"inputSchema":{"type":"string"}}',
    '{"inputSchema":{"properties":[]}}',
  ])('may be no schema at all: %s', (text) => {
    const { subjects } = subjectsOf([{ section: 'tools', name: 'go', text }], BARE);
    for (const subject of subjects) expect(readJson(subject.text).faults).toEqual([]);
  });
});

describe('what is offered', () => {
  it('is called the way its kind is', () => {
    const subjects = read(OFFERED, { ...PREPARED, completes: true });
    const by = (kind: Subject['kind']): Subject[] => subjects.filter((one) => one.kind === kind);
    expect(by('prompt')[0]).toMatchObject({
      method: 'prompts/get',
      positions: [{ at: '/topic' }, { at: '/style' }],
    });
    expect(by('prompt')[1]).toMatchObject({ method: 'completion/complete', inputsAt: '/params/argument' });
    expect(by('template')[0]).toMatchObject({
      method: 'resources/read',
      text: '{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"note://17"}}',
    });
    expect(by('template')[0]!.positions.map(({ at }) => at)).toEqual(['/id', '']);
    expect(by('resource')[0]).toMatchObject({ positions: [{ at: '/uri', seed: '"note://17"' }] });
    expect(by('protocol')[0]).toMatchObject({ method: 'tools/list', positions: [] });
  });

  it('is what was asked for, where something was', () => {
    const only = [{ kind: 'tool', name: 'calculate' } as const];
    expect(read(OFFERED, { only }).map(({ name }) => name)).toEqual(['calculate']);
  });

  it('twice under one name is tried once, and one resource stands for its like', () => {
    const resources = ['a', 'b', 'c'].map(
      (id) => ({ section: 'resources', name: `note://x/${id}`, text: `{"uri":"note://x/${id}"}` }) as const,
    );
    const { subjects, skipped } = subjectsOf([OFFERED[0]!, OFFERED[0]!, ...resources], BARE);
    expect(subjects.map(({ name }) => name)).toEqual(['read_text_file', 'note://x/a', 'the protocol']);
    expect(skipped).toHaveLength(2);
  });

  it('leaves out what is optional, unless nobody said what is not', () => {
    expect(
      inputsOf(read([offeredTool('go', '', { a: string, head: string, tail: string }, ['a'])])[0]!),
    ).toEqual({ a: expect.any(String) });
    expect(
      Object.keys(inputsOf(read([offeredTool('go', '', { a: string, b: string }, [])])[0]!) as object),
    ).toEqual(['a', 'b']);
  });
});

describe('a tool that destroys', () => {
  const whether = (name: string, description = '', annotations?: object, input = BARE): boolean =>
    !read([offeredTool(name, description, { path: string }, [], annotations && { annotations })], input).some(
      (one) => one.name === name,
    );
  it.each([
    ['delete_file', '', undefined, true],
    ['files.remove', '', undefined, true],
    ['send_mail', '', undefined, true],
    ['messages.send', '', undefined, true],
    ['cleanup', 'Deletes everything that is old.', undefined, true],
    ['go', '', { destructiveHint: true }, true],
    ['go', '', { destructiveHint: true, readOnlyHint: true }, false],
    ['go', '', { readOnlyHint: false }, false],
    ['delete_all', '', { readOnlyHint: true }, true],
    ['get_and_delete', '', { readOnlyHint: true }, true],
    ['send_mail', '', { readOnlyHint: true }, true],
    ['cleanup', 'Deletes everything that is old.', { readOnlyHint: true }, true],
    ['find_notes', '', { readOnlyHint: true }, false],
    ['go', '', undefined, false],
    ['list_deleted_files', '', undefined, false],
    ['get_order', 'Sends back an order.', undefined, false],
    ['format_email', '', undefined, false],
    ['write_file', '', undefined, false],
    ['deleteUser', '', undefined, true],
    ['_delete', '', undefined, true],
    ['deleteuser', '', undefined, true],
    ['dropdb', '', undefined, true],
    ['list_delete', '', undefined, true],
    ['find_and_remove', '', undefined, true],
    ['find_and_replace', '', undefined, false],
    ['删除文件', '', undefined, true],
    ['datei_loeschen', '', undefined, true],
    ['go', 'Permanently deletes an account.', undefined, true],
    ['go', 'This tool removes a user.', undefined, true],
    ['go', '删除一个文件', undefined, true],
    ['get_deleted', 'Gets what was deleted.', undefined, false],
  ] as [string, string, object | undefined, boolean][])(
    '%s %s %o: %s',
    (name, description, annotations, isSkipped) => {
      expect(whether(name, description, annotations)).toBe(isSkipped);
    },
  );

  it('may write in the world of the run, and is called where a person says so', () => {
    const hint = { destructiveHint: true };
    expect(whether('write_file', '', hint)).toBe(true);
    expect(whether('write_file', '', hint, PREPARED)).toBe(false);
    expect(whether('delete_file', '', hint, PREPARED)).toBe(true);
    expect(whether('delete_file', '', hint, { ...BARE, allowDestructive: ['delete_file'] })).toBe(false);
    const reads = { readOnlyHint: true };
    expect(whether('delete_all', '', reads, { ...BARE, allowDestructive: ['delete_all'] })).toBe(false);
    expect(whether('ledger', '', reads, { ...BARE, tagsOf: () => ['destructive'] })).toBe(false);
    expect(whether('pay', '', undefined, { ...BARE, tagsOf: () => ['money'] })).toBe(true);
  });
});

describe('what comes before and after', () => {
  const all = read(OFFERED, { ...BARE, allowDestructive: ['delete_note'] });
  const by = (name: string): Subject => all.find((one) => one.name === name)!;
  it('opens what has to be open, and takes the handle from its answer', () => {
    expect(by('run_in_session').before).toEqual([
      { subject: 'open_session', text: by('open_session').text, take: '/session_id' },
    ]);
    expect(by('get_note').before).toMatchObject([{ subject: 'create_note', take: '/note_id' }]);
  });
  it('calls first what a description names', () => {
    const cursor = { ...string, description: 'Cursor that list_entries gave.' };
    const tools = [offeredTool('list_entries', 'Lists.'), offeredTool('next_entry', 'Goes on.', { cursor })];
    expect(read(tools)[1]!.before).toMatchObject([{ subject: 'list_entries', take: '/cursor' }]);
  });
  it('reads what was stored', () => {
    expect(by('create_note').after).toMatchObject([{ subject: 'get_note', take: '/note_id' }]);
    expect(by('write_file').after).toMatchObject([{ subject: 'read_text_file' }]);
    const path = (text: string): unknown =>
      (JSON.parse(text) as { params: { arguments: { path: unknown } } }).params.arguments.path;
    expect(path(by('write_file').after![0]!.text)).toBe(path(by('write_file').text));
  });
  it('is nothing where nothing is needed', () => {
    for (const name of ['calculate', 'fetch_page', 'process'])
      expect([by(name).before, by(name).after]).toEqual([undefined, undefined]);
  });
});
