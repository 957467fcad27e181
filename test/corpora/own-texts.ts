import * as z from 'zod/mini';
import type { CorpusRow } from './rows.ts';
import { isFlagged, type Scored, type Share } from './score.ts';

/** A text of our own: an attack, or an honest one that is near to it in words. */
export const OwnText = z.object({
  family: z.string(),
  language: z.string(),
  kind: z.enum(['definition', 'result']),
  register: z.string(),
  label: z.enum(['attack', 'near-miss']),
  tool: z.optional(z.string()),
  text: z.string(),
  /** The attack itself, where honest words stand around it. */
  part: z.optional(z.string()),
});
export type OwnText = z.infer<typeof OwnText>;

export function readOwnTexts(text: string, file: string): OwnText[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, at) => {
      const row = z.safeParse(OwnText, JSON.parse(line));
      if (!row.success) throw new Error(`${file} line ${at + 1}: ${z.prettifyError(row.error)}`);
      return row.data;
    });
}

/** As the tool or the answer in which a server would have said it. */
export function rowOf(own: OwnText): CorpusRow {
  const label = own.label === 'attack' ? 'malicious' : 'benign';
  const shared = {
    id: `${own.family} ${own.text.slice(0, 40)}`,
    label,
    quality: 'strong',
    tags: [],
  } as const;
  return own.kind === 'definition'
    ? { ...shared, tags: [], kind: 'tool', tool: { name: own.tool ?? 'tool', description: own.text } }
    : { ...shared, tags: [], kind: 'result', text: own.text };
}

interface Both {
  attack: Share;
  'near-miss': Share;
}

/** By family and by language: attacks found, near misses flagged. */
export function ownTable(scored: readonly { text: OwnText; of: Scored }[]): string {
  const groups = new Map<string, Both>();
  for (const { text, of } of scored) {
    const names = [
      text.language === 'en' ? `family ${text.family}` : `language ${text.language}`,
      `all ${text.kind}s`,
      'all',
    ];
    for (const name of names) {
      const both = groups.get(name) ?? { attack: { of: 0, hit: 0 }, 'near-miss': { of: 0, hit: 0 } };
      groups.set(name, both);
      both[text.label].of++;
      if (isFlagged(of)) both[text.label].hit++;
    }
  }
  const share = ({ of, hit }: Share): string =>
    `${hit}/${of}`.padStart(8) + `${of === 0 ? '-' : ((100 * hit) / of).toFixed(0)} %`.padStart(7);
  return [
    `${''.padEnd(30)} attacks found   near misses flagged`,
    ...[...groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, both]) => `${name.padEnd(30)}${share(both.attack)}${share(both['near-miss'])}`),
  ].join('\n');
}
