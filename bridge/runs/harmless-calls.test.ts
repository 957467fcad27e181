import { describe, expect, test } from 'vitest';
import { snapshotItem } from '../../inspect/drift/index.ts';
import type { SnapshotItem } from '../../protocol/snapshot.ts';
import { sha256 } from '../history/hash.ts';
import { harmlessCalls } from './harmless-calls.ts';

const READS = { readOnlyHint: true };
function tool(name: string, annotations: unknown, inputSchema?: unknown): SnapshotItem {
  const text = JSON.stringify({ name, annotations, inputSchema });
  return snapshotItem('tools', name, 1, Buffer.from(text), sha256);
}
function told(name: string, more: object): SnapshotItem {
  const text = JSON.stringify({ name, annotations: READS, ...more });
  return snapshotItem('tools', name, 1, Buffer.from(text), sha256);
}
const objectOf = (properties: unknown, required: string[]) => ({ type: 'object', properties, required });

describe('which tools are tried though nobody named them', () => {
  test.each<[string, SnapshotItem, string]>([
    ['says nothing', tool('list', undefined), 'does not say that it only reads'],
    ['says it as a word', tool('list', { readOnlyHint: 'true' }), 'does not say that it only reads'],
    ['may destroy', tool('list', { readOnlyHint: true, destructiveHint: true }), 'may destroy'],
    ['is called after deleting', tool('delete_all', READS), '“delete”'],
    ['is called after sending', tool('sendMail', READS), '“send”'],
    ['is called after removing, in capitals', tool('USERS.REMOVED', READS), '“REMOVED”'],
    ['is called after dropping', tool('dropping-tables', READS), '“dropping”'],
    ['is called after modifying', tool('modified_by', READS), '“modified”'],
    ['has no name', tool('', READS), 'name is empty'],
    ['asks for no object', tool('list', READS, { type: 'string' }), 'does not ask for an object'],
    ['hints as a list', tool('list', [true]), 'does not say that it only reads'],
  ])('spared: a tool that %s', (_, item, why) => {
    const { calls, spared, sparedCount } = harmlessCalls([item]);
    expect(calls).toEqual([]);
    expect(sparedCount).toBe(1);
    expect(spared[0]?.why).toContain(why);
  });

  test.each([
    ['HTTPDelete', '“Delete”'],
    ['DBDrop', '“Drop”'],
    ['deleteall', '“deleteall”'],
    ['WIPEDISK', '“WIPEDISK”'],
    ['удалить_все', 'letters that are not read'],
    ['deletе_all', 'letters that are not read'],
    ['ｄｅｌｅｔｅ_account', '“delete”'],
    ['charge_card', '“charge”'],
    ['checkout', '“checkout”'],
    ['rotate-keys', '“rotate”'],
    ['nukeEverything', '“nuke”'],
  ])('spared by its name: %s', (name, why) => {
    const { calls, spared } = harmlessCalls([tool(name, READS)]);
    expect(calls).toEqual([]);
    expect(spared[0]?.why).toContain(why);
  });

  test.each([
    ['Deletes every file.', '“Deletes”'],
    ['Tidies the account. It then removes what is old.', '“removes”'],
    ['Does not change anything. Sends a mail to all.', '“Sends”'],
    ['Charges the card on file', '“Charges”'],
    ['A record is deleted by it.', '“deleted”'],
    ['Executes a statement', '“Executes”'],
  ])('spared by its description: %s', (description, why) => {
    const { calls, spared } = harmlessCalls([told('tidy', { description })]);
    expect(calls).toEqual([]);
    expect(spared[0]?.why).toContain(why);
  });

  test('spared by its title, wherever that stands', () => {
    const annotations = { ...READS, title: 'Publish the page' };
    const { sparedCount } = harmlessCalls([
      told('page', { title: 'Publish the page' }),
      told('page2', { annotations }),
    ]);
    expect(sparedCount).toBe(2);
  });

  test.each([
    ['convert_length', 'Converts a length from one unit to another.'],
    ['list_units', 'Lists the units that lengths can be given in.'],
    ['round_length', 'Rounds a length to a number of decimals.'],
    ['read_file', 'Read the complete contents of a file as text. DEPRECATED: Use read_text_file instead.'],
    ['list_directory', 'Get a detailed listing of all files. Only works within allowed directories.'],
    ['get_file_info', 'Retrieve metadata including size, creation time, last modified time, permissions.'],
    ['echo', 'Echoes back the input string'],
    ['get-sum', 'Returns the sum of two numbers'],
    ['look', 'Does not change anything, and never deletes a file.'],
    ['look', 'Looks without writing; it doesn’t send mail.'],
    ['recent', 'Lists recently updated files and the latest commit.'],
  ])('called: %s, “%s”', (name, description) => {
    expect(harmlessCalls([told(name, { description })]).calls.map((call) => call.tool)).toEqual([name]);
  });

  test('arguments that a plan could not show whole are not made up', () => {
    const long = objectOf({ unit: { const: 'x'.repeat(300) } }, ['unit']);
    expect(harmlessCalls([tool('list', READS, long)]).spared[0]?.why).toContain('longer than 240');
    const short = objectOf({ unit: { const: 'x'.repeat(200) } }, ['unit']);
    expect(harmlessCalls([tool('list', READS, short)]).calls).toHaveLength(1);
  });

  test('two of one name are both spared', () => {
    expect(harmlessCalls([tool('list', READS), tool('list', READS)]).sparedCount).toBe(2);
  });

  test('arguments are made from what is required, and those that ask for least come first', () => {
    const properties = { city: { type: 'string' }, days: { type: 'integer', minimum: 1 }, more: {} };
    const { calls } = harmlessCalls([
      tool('forecast', READS, objectOf(properties, ['city', 'days'])),
      tool('__proto__', READS),
      tool('get_settings', READS, objectOf({}, [])),
    ]);
    expect(calls).toEqual([
      { at: 1, tool: '__proto__', args: '{}' },
      { at: 2, tool: 'get_settings', args: '{}' },
      { at: 0, tool: 'forecast', args: '{"city": "", "days": 1}' },
    ]);
  });

  test('of thousands only a few are named, all are counted', () => {
    const many = Array.from({ length: 3000 }, (_, nth) => tool(`read_${nth}`, READS));
    const { calls, spared, sparedCount } = harmlessCalls(many);
    expect([calls.length, spared.length, sparedCount]).toEqual([12, 50, 2988]);
  });
});
