import { describe, expect, it } from 'vitest';
import { counted, formatBytes, formatDay, formatDuration, formatMs } from './figures.ts';

describe('figures', () => {
  it.each([
    [0, '0 B'],
    [9999, '9,999 B'],
    [10_000, '10.0 kB'],
    [8_200_000, '8.2 MB'],
    [104_857_674, '105 MB'],
    [1_500_000_000, '1.5 GB'],
  ])('%d bytes are %s', (bytes, words) => {
    expect(formatBytes(bytes)).toBe(words);
  });

  it.each([
    [0.4, '0.4 ms'],
    [850, '850 ms'],
    [5130, '5.13 s'],
    [200_000, '3 min 20 s'],
    [7_500_000, '2 h 5 min'],
  ])('%d ms are %s', (ms, words) => {
    expect(formatDuration(ms)).toBe(words);
  });

  it.each([
    [0, '0'],
    [0.44, '0.4'],
    [2828.4, '2,828'],
  ])('%d ms in a column are %s', (ms, words) => {
    expect(formatMs(ms)).toBe(words);
  });

  it('names days as people do', () => {
    const now = new Date(2026, 10, 21, 9, 30).getTime();
    expect(formatDay(new Date(2026, 10, 21, 8, 5).getTime(), now)).toBe('08:05');
    expect(formatDay(new Date(2026, 10, 20, 23, 59).getTime(), now)).toBe('yesterday');
    expect(formatDay(new Date(2026, 10, 18, 1, 0).getTime(), now)).toBe('18 Nov');
    expect(formatDay(new Date(2025, 10, 18, 1, 0).getTime(), now)).toBe('18 Nov 2025');
  });

  it('counts one and many', () => {
    expect(counted(1, 'frame')).toBe('1 frame');
    expect(counted(12_403, 'frame')).toBe('12,403 frames');
  });
});
