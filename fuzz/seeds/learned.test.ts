import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { somePosition, someTool } from '../../test/fuzz-subjects.ts';
import type { Position } from '../strategy.ts';
import { learnedFor, learnFrom } from './learned.ts';
import { processorTime } from '../../test/processor-time.ts';

const result = (structuredContent: unknown): string =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, result: { structuredContent } });
const said = (text: string): string => JSON.stringify({ result: { content: [{ type: 'text', text }] } });

/** What is learned for a parameter of a tool. */
function learned(from: [string, string][], at: string, more: Partial<Position> = {}, name = 'go'): string[] {
  const position = somePosition(at, more);
  return learnedFor(
    learnFrom(from.map(([subject, text]) => ({ subject, text }))),
    position,
    someTool(position, { name }),
  );
}

describe('what an answer held', () => {
  it('fits where it has the same name', () => {
    const from: [string, string][] = [
      ['list', result({ orders: [{ orderId: 17, state: 'open' }, { orderId: 18 }] })],
    ];
    expect(learned(from, '/order_id', { types: ['integer'] })).toEqual(['17', '18']);
    expect(learned(from, '/order_id')).toEqual(['"17"', '"18"']);
    expect(learned(from, '/invoice_id')).toEqual([]);
  });

  it('fits where it is the id of what is asked for', () => {
    expect(learned([['create_note', result({ id: 'n-17' })]], '/note_id', {}, 'get_note')).toEqual([
      '"n-17"',
    ]);
    expect(learned([['create_tag', result({ id: 't-17' })]], '/note_id', {}, 'get_note')).toEqual([]);
  });

  it('may stand in a text that is JSON, in a line, or in a sentence', () => {
    expect(learned([['open', said('{"session":"s-17"}')]], '/session')).toEqual(['"s-17"']);
    expect(learned([['open', said('Opened.\nsession: s-17\n')]], '/session')).toEqual(['"s-17"']);
    expect(learned([['open', said('Opened session s-17.')]], '/session_id')).toContain('"s-17"');
    expect(learned([['open', said('Nothing happened in this session.')]], '/session_id')).toEqual([]);
  });

  it('is a path or an address wherever one is asked for', () => {
    const text = said('[FILE] a.txt\nAllowed: /srv/notes/readme.md, see https://example.org/help for more');
    expect(learned([['list', text]], '/path')).toEqual(
      expect.arrayContaining(['"/srv/notes/readme.md"', '"a.txt"']),
    );
    expect(learned([['list', text]], '/url')).toEqual(['"https://example.org/help"']);
    expect(learned([['list', text]], '/title')).toEqual([]);
  });

  it('is one of what was listed', () => {
    expect(learned([['list_tables', result(['notes', 'people'])]], '/table_name')).toEqual([
      '"notes"',
      '"people"',
    ]);
    expect(learned([['db', result({ tables: ['notes'] })]], '/table')).toEqual(['"notes"']);
  });

  it('stays out where it is too long or no such kind of value', () => {
    expect(learned([['a', result({ code: 'abcdef' })]], '/code', { maxLength: 3 })).toEqual([]);
    expect(learned([['a', result({ code: 'abc' })]], '/code', { types: ['integer'] })).toEqual([]);
    expect(learned([['a', result({ code: 'a' })]], '/code', { options: ['"b"'] })).toEqual([]);
  });

  it('of later answers comes first', () => {
    const from: [string, string][] = [
      ['a', result({ code: 'old' })],
      ['a', result({ code: 'new' })],
    ];
    expect(learned(from, '/code')).toEqual(['"new"', '"old"']);
  });
});

it('may be anything', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const { values } = learnFrom([{ subject: 'go', text }]);
      for (const { json } of values) expect(() => JSON.parse(json) as unknown).not.toThrow();
    }),
  );
  const since = processorTime();
  const long = learnFrom([
    { subject: 'go', text: '['.repeat(300_000) },
    { subject: 'go', text: JSON.stringify(Array.from({ length: 20_000 }, (_, at) => ({ id: at }))) },
    { subject: 'go', text: said(`${'a'.repeat(100_000)}\n`.repeat(20)) },
    { subject: 'go', text: said('id id id '.repeat(50_000)) },
    { subject: 'go', text: said(`${'/'.repeat(400)} `.repeat(500)) },
  ]);
  expect(processorTime() - since).toBeLessThan(15_000);
  expect(long.values.length).toBeLessThanOrEqual(2000);
});
