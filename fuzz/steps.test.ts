import { describe, expect, test } from 'vitest';
import { offeredTool } from '../test/fuzz-offered.ts';
import { learnFrom } from './seeds/learned.ts';
import type { Subject } from './strategy.ts';
import { subjectsOf, type OfferedItem } from './subjects.ts';

const string = { type: 'string' };
const READS = { readOnlyHint: true };

function read(...tools: OfferedItem[]): (name: string) => Subject {
  const { subjects } = subjectsOf(tools, {
    seed: 1,
    learned: learnFrom([]),
    tagsOf: () => [],
    allowDestructive: [],
  });
  return (name) => subjects.find((one) => one.name === name)!;
}
const offered = (name: string, description: string, properties = {}, annotations = {}): OfferedItem =>
  offeredTool(name, description, properties, undefined, { annotations });
const namesOf = (steps: Subject['after']): [string, boolean][] =>
  (steps ?? []).map(({ subject, isGuess }) => [subject, isGuess === true]);

describe('who is asked for what was stored', () => {
  const keeps = offered('set_kept', 'Keeps something.', { x: string });

  test('is who speaks of it, then who asks for nothing, where no name tells', () => {
    const by = read(
      keeps,
      offered('recall', 'Says what was kept last.', {}, READS),
      offered('status', 'How everything is.', {}, READS),
      offered('page', 'One page.', { number: { type: 'integer' } }, READS),
    );
    expect(namesOf(by('set_kept').after)).toEqual([
      ['recall', true],
      ['status', true],
    ]);
    expect(by('recall').after).toBeUndefined();
  });

  test('is nobody who writes, keeps a log or cannot be asked without a value', () => {
    const by = read(
      keeps,
      offered('kept_log', 'What was kept, and when.', {}, READS),
      offered('store_kept', 'Stores what was kept.'),
      offered('kept_page', 'What was kept.', { secret: string }, READS),
    );
    expect(by('set_kept').after).toBeUndefined();
  });

  test('is not guessed where a name tells', () => {
    const by = read(keeps, offered('get_kept', 'Shows it.', {}, READS), offered('status', 'All.', {}, READS));
    expect(namesOf(by('set_kept').after)).toEqual([['get_kept', false]]);
  });

  test('is bounded, however many there are', () => {
    const many = Array.from({ length: 400 }, (_, n) => offered(`page${n}x`, 'Kept pages.', {}, READS));
    expect(read(keeps, ...many)('set_kept').after).toHaveLength(4);
  });
});

describe('who gives out a state that only is called so', () => {
  const state = { type: 'object', properties: { state: string }, required: ['state'] };

  test('is who begins what it stands in, or what the tool is about', () => {
    const begins = offered('begin_order', 'Begins an order.');
    expect(read(begins, offered('settle', 'Settles it.', { order: state }))('settle').before).toMatchObject([
      { subject: 'begin_order', take: '/order/state' },
    ]);
    expect(
      read(begins, offered('confirm_order', 'Confirms.', { state: string }))('confirm_order').before,
    ).toMatchObject([{ subject: 'begin_order', take: '/state' }]);
  });

  test('is nobody who begins something else', () => {
    const begins = offered('begin_tour', 'Begins a tour.');
    expect(read(begins, offered('settle', 'Settles it.', { order: state }))('settle').before).toBeUndefined();
  });
});
