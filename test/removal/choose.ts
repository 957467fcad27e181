import { type Guard, isFlow } from './guard.ts';

/** Three of those that need no browser, others for the next number; after as many numbers as there are thirds, all were met. */
export function threeOf(guards: readonly Guard[], number: number): Guard[] {
  const fit = guards.filter(({ tests }) => tests.length > 0 && !tests.some(isFlow));
  const start = (Math.abs(Math.trunc(number)) * 3) % Math.max(1, fit.length);
  return Array.from({ length: Math.min(3, fit.length) }, (_, k) => fit[(start + k) % fit.length]!);
}
