import type { InventorySection, ItemMark, SectionName } from '../../../protocol/inventory.ts';
import { formatCount } from '../figures.ts';

export const SECTION_WORDS: Record<SectionName, string> = {
  server: 'Server',
  tools: 'Tools',
  prompts: 'Prompts',
  resources: 'Resources',
  templates: 'Templates',
};

/** One item of a section, in a word. */
export const KIND_WORDS: Record<SectionName, string> = {
  server: 'server',
  tools: 'tool',
  prompts: 'prompt',
  resources: 'resource',
  templates: 'template',
};

/** Worst first. */
const MARKS: ItemMark['kind'][] = ['dropped', 'malformed', 'duplicate'];

export function marksOf(marks: readonly ItemMark[]): ItemMark[] {
  return [...marks].sort((a, b) => MARKS.indexOf(a.kind) - MARKS.indexOf(b.kind));
}

/** How the list of a section stands, where that is not simply `done`. */
export function sectionState({ state, total }: InventorySection): string {
  switch (state) {
    case 'absent':
      return 'not offered';
    case 'waiting':
      return 'not listed yet';
    case 'listing':
      return total === 0 ? 'listing…' : `listing… ${formatCount(total)} so far`;
    case 'failed':
      return 'failed';
    case 'done':
      return '';
  }
}

/** `18`, or `3 of 18` where a filter leaves some out. */
export function sectionCount({ state, total, matched }: InventorySection): string {
  if (state === 'absent') return '';
  return matched === total ? formatCount(total) : `${formatCount(matched)} of ${formatCount(total)}`;
}

/** `812`, `2.9 k`, `14 k`, `1.2 M`: bytes where there is room for five characters. */
export function formatShort(bytes: number): string {
  if (bytes < 1000) return String(bytes);
  const [value, unit] = bytes < 999_500 ? [bytes / 1000, 'k'] : [bytes / 1_000_000, 'M'];
  return `${value < 9.95 ? value.toFixed(1) : String(Math.round(value))} ${unit}`;
}
