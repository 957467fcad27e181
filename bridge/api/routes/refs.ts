import type { ItemRef, SectionName } from '../../../protocol/inventory.ts';
import type { Outcome } from '../../../protocol/problem.ts';
import { readNatural } from './numbers.ts';

export const SECTIONS: readonly SectionName[] = ['server', 'tools', 'prompts', 'resources', 'templates'];

export function readRef(query: URLSearchParams): Outcome<ItemRef> {
  const section = query.get('section') ?? '';
  const nth = readNatural(query.get('nth') ?? '1');
  if (!isSection(section)) return badQuery(`\`section\` is one of ${SECTIONS.join(', ')}.`);
  if (nth === undefined || nth < 1) return badQuery('`nth` is a whole number from 1 on.');
  return { ok: true, value: { section, name: query.get('name') ?? '', nth } };
}

export function isSection(name: string): name is SectionName {
  return (SECTIONS as readonly string[]).includes(name);
}

export function badQuery(message: string): { ok: false; problem: { code: string; message: string } } {
  return { ok: false, problem: { code: 'bad-query', message } };
}
