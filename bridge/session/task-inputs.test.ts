import { describe, expect, it } from 'vitest';
import { TaskInputs } from './task-inputs.ts';
import { intervalOf } from './task-polls.ts';

describe('what a task asks for, over its life', () => {
  it('is news once, and again when the keys change', () => {
    const inputs = new TaskInputs();
    expect([inputs.asked(['a']), inputs.asked(['a']), inputs.asked(['a', 'b'])]).toEqual([
      'something',
      'nothing new',
      'something',
    ]);
  });

  it('waits while a list still names what was answered', () => {
    const inputs = new TaskInputs();
    inputs.asked(['a', 'b']);
    expect(inputs.answered(['a'], 1)).toBe(false);
    expect([inputs.asked(['a', 'b']), inputs.asked(['b'])]).toEqual(['nothing new', 'something']);
    expect(inputs.answered(['b'], 2)).toBe(true);
    expect(inputs.asked(['b'])).toBe('nothing');
  });

  it('is asked again when the server refused the update', () => {
    const inputs = new TaskInputs();
    inputs.asked(['a']);
    inputs.answered(['a'], 7);
    inputs.refused(8);
    expect(inputs.asked(['a'])).toBe('nothing');
    inputs.refused(7);
    expect(inputs.asked(['a'])).toBe('something');
  });

  it('is asked again when it is named five times after its answer, under any name', () => {
    const inputs = new TaskInputs();
    inputs.asked(['__proto__']);
    inputs.answered(['__proto__'], 1);
    const named = Array.from({ length: 5 }, () => inputs.ignored(['__proto__', 'constructor']));
    expect(named).toEqual([undefined, undefined, undefined, undefined, '__proto__']);
    expect(inputs.asked(['__proto__'])).toBe('something');
  });

  it('without any key is still a question, once', () => {
    const inputs = new TaskInputs();
    expect([inputs.asked(undefined), inputs.asked(undefined)]).toEqual(['something', 'nothing new']);
    inputs.goesOn();
    expect(inputs.asked(undefined)).toBe('something');
  });
});

describe('the time between two polls', () => {
  it.each([
    [undefined, 0, 2000],
    [0, 0, 500],
    [-1, 0, 500],
    [700, 0, 700],
    [700, 15, 700],
    [1e9, 0, 300_000],
    [1e9, 1000, 300_000],
    [500, 1000, 30_000],
    [60_000, 1000, 60_000],
  ])('asked for %s ms, unchanged %i times: %i ms', (asked, unchanged, ms) => {
    expect(intervalOf(asked, unchanged)).toBe(ms);
  });

  it('grows', () => {
    expect(intervalOf(500, 20)).toBeGreaterThan(intervalOf(500, 16));
  });
});
