import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Preferences as Kept } from '../../protocol/api.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Api } from '../connection/api.ts';
import { Preferences } from './preferences.svelte.ts';

const KEEP_AFTER = 400;

let sent: { kept: Kept; done: () => void }[];
let preferences: Preferences;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }));
  vi.stubGlobal('sessionStorage', { getItem: () => null, setItem: () => undefined });
  sent = [];
  const api: Pick<Api, 'keepPreferences'> = {
    keepPreferences: (kept) =>
      new Promise<Outcome<Kept>>((resolve) => {
        sent.push({ kept, done: () => resolve({ ok: true, value: kept }) });
      }),
  };
  preferences = new Preferences(api as Api);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a choice made while the one before is being kept is not undone by its echo', async () => {
  preferences.chooseAnswerView('raw');
  await vi.advanceTimersByTimeAsync(KEEP_AFTER);
  preferences.chooseAnswerView('hex');
  sent[0]!.done();
  await vi.advanceTimersByTimeAsync(0);
  preferences.heard({ answerView: 'raw' });
  expect(preferences.answerView).toBe('hex');

  await vi.advanceTimersByTimeAsync(KEEP_AFTER);
  expect(sent[1]!.kept).toEqual({ answerView: 'hex' });
});

test('what another page changed is taken over at once, beside what is still to be kept here', async () => {
  preferences.chooseAnswerView('raw');
  preferences.heard({ answerView: 'pretty', letterKeys: false });
  expect(preferences.letterKeys).toBe(false);
  expect(preferences.answerView).toBe('raw');

  await vi.advanceTimersByTimeAsync(KEEP_AFTER);
  sent[0]!.done();
  await vi.advanceTimersByTimeAsync(0);
  preferences.heard({ answerView: 'pretty' });
  expect(preferences.answerView).toBe('pretty');
});
