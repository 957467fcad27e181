import { describe, expect, it } from 'vitest';
import type { SectionName } from '../../../protocol/inventory.ts';
import { readJson } from '../../../protocol/json/read.ts';
import { capabilityFacts, factGroups } from './item-facts.ts';

function group(section: SectionName, text: string, title: string, revision?: string) {
  const document = readJson(text);
  return factGroups(section, document, document.root, revision).find((one) => one.title === title)?.facts;
}
const hints = (text: string) =>
  group('tools', text, 'Annotations')?.map(({ name, text: said, chip, note }) =>
    [name, said, chip?.words, note === undefined ? undefined : 'note'].join(' ').trim(),
  );

describe('annotations of a tool', () => {
  it('are what a client takes for granted where nothing is said', () => {
    const usual = [
      'readOnlyHint false spec default',
      'destructiveHint true spec default',
      'idempotentHint false spec default',
      'openWorldHint true spec default',
    ];
    expect(hints('{"name":"a"}')).toEqual(usual);
    expect(hints('{"annotations":{}}')).toEqual(usual);
  });

  it('are what was said, whatever the default is', () => {
    expect(hints('{"annotations":{"destructiveHint":true,"openWorldHint":false}}')).toEqual([
      'readOnlyHint false spec default',
      'destructiveHint true',
      'idempotentHint false spec default',
      'openWorldHint false',
    ]);
  });

  it('say of a tool that only reads that two of them mean nothing', () => {
    expect(hints('{"annotations":{"readOnlyHint":true}}')).toEqual([
      'readOnlyHint true',
      'destructiveHint true spec default note',
      'idempotentHint false spec default note',
      'openWorldHint true spec default',
    ]);
  });

  it('are marked when they are of another kind, and never taken for true', () => {
    expect(hints('{"annotations":{"readOnlyHint":"true"}}')?.slice(0, 2)).toEqual([
      'readOnlyHint "true" not a boolean',
      'destructiveHint true spec default',
    ]);
    expect(hints('{"annotations":[1]}')).toEqual(['annotations [1] not an object']);
  });

  it('keep what the specification does not know', () => {
    expect(hints('{"annotations":{"__proto__":{"readOnlyHint":true},"x":1e400}}')).toContain('x 1e400');
    expect(hints('{"annotations":{"__proto__":{"readOnlyHint":true}}}')?.[0]).toBe(
      'readOnlyHint false spec default',
    );
  });
});

describe('the other fields of an item', () => {
  it('hold every member that has no place of its own, as it was sent', () => {
    const facts = group(
      'tools',
      '{"name":"a","x":1.50,"constructor":"\\u0041","name2":null}',
      'Other fields',
    );
    expect(facts).toEqual([
      { name: 'x', text: '1.50' },
      { name: 'constructor', text: '"\\u0041"' },
      { name: 'name2', text: 'null' },
    ]);
  });

  it('hold the earlier ones of a key that stands twice', () => {
    const text = '{"name":"a","description":"shown","description":"taken"}';
    expect(group('tools', text, 'Other fields')).toEqual([
      {
        name: 'description',
        text: '"shown"',
        chip: { words: 'overridden', isBad: true },
        note: 'this key stands again later',
      },
    ]);
    expect(group('tools', '{"name":"a","description":"once"}', 'Other fields')).toBeUndefined();
  });

  it('hold what is an object of its own in a part nobody knows', () => {
    expect(group('tools', '{"_meta":{"a/b":{"c":[1, 2]}}}', '_meta')).toEqual([
      { name: 'a/b', text: '{"c":[1, 2]}' },
    ]);
  });
});

describe('what is said of a resource', () => {
  it('is kept in the words it was said in', () => {
    const text =
      '{"uri":"a:b","size":9007199254740993,"annotations":{"audience":["user"],"priority":2,"lastModified":5}}';
    expect(group('resources', text, 'About')).toContainEqual({ name: 'size', text: '9007199254740993' });
    expect(group('resources', text, 'Annotations')).toEqual([
      { name: 'audience', text: '["user"]' },
      { name: 'priority', text: '2', chip: { words: 'not between 0 and 1', isBad: true } },
      { name: 'lastModified', text: '5', chip: { words: 'not a string', isBad: true } },
    ]);
    expect(group('resources', '{"annotations":{"priority":0.5}}', 'Annotations')).toEqual([
      { name: 'priority', text: '0.5' },
    ]);
  });

  it('has icons as text', () => {
    const text = '{"icons":[{"src":"https://x.test/a.png","mimeType":"image/png","sizes":["48x48"]},7]}';
    expect(group('resources', text, 'Icons')).toEqual([
      { name: '1', text: 'https://x.test/a.png', note: 'mimeType "image/png", sizes ["48x48"]' },
      { name: '2', text: '7' },
    ]);
  });
});

describe('execution', () => {
  it('has a default only in the revision that knows it', () => {
    expect(group('tools', '{}', 'Execution', '2025-11-25')).toMatchObject([
      { name: 'taskSupport', text: 'forbidden', isOurs: true },
    ]);
    expect(group('tools', '{}', 'Execution', '2025-06-18')).toBeUndefined();
    expect(group('prompts', '{}', 'Execution', '2025-11-25')).toBeUndefined();
    expect(group('tools', '{"execution":{"taskSupport":"required"}}', 'Execution', '2025-06-18')).toEqual([
      { name: 'taskSupport', text: 'required' },
    ]);
  });
});

describe('capabilities', () => {
  const lines = (text: string) => {
    const document = readJson(text);
    return capabilityFacts(document, document.root).map(({ name, text: said, note }) =>
      [name, said, note].filter(Boolean).join(' | '),
    );
  };

  it('are said in words where the specification knows them, and kept where it does not', () => {
    expect(
      lines('{"tools":{"listChanged":true},"logging":{},"experimental":{"x":{"y":1}},"__proto__":{"a":2}}'),
    ).toEqual([
      'tools | offers tools',
      'tools.listChanged | true | says when its tools change',
      'logging | {} | sends log lines',
      'experimental | not of the specification',
      'experimental.x.y | 1',
      '__proto__.a | 2',
    ]);
  });

  it('are not taken for declared where they say false', () => {
    expect(lines('{"resources":{"subscribe":false}}')).toContain(
      'resources.subscribe | false | not: a resource can be watched',
    );
  });

  it('end somewhere', () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, k) => [`k${k}`, true]));
    expect(lines(JSON.stringify(many))).toHaveLength(500);
    expect(lines('{"a":'.repeat(3000) + '1' + '}'.repeat(3000))).toHaveLength(1);
    expect(lines('7')).toEqual([]);
  });
});
