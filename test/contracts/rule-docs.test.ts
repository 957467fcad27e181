import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import type { Examples } from '../../inspect/example.ts';
import { RULES } from '../../inspect/index.ts';
import { FAMILIES } from '../../protocol/finding.ts';
import { FAMILY_WORDS, rulesPage } from '../../scripts/rules-page.mjs';
import { root } from '../../scripts/sources.mjs';

const page = join(root, 'docs', 'rules.md');

test('docs/rules.md says what the folders say: npm run rule-docs', async () => {
  const parts = await Promise.all(
    RULES.map(async (rule) => {
      const folder = join(root, 'inspect', 'rules', rule.meta.id);
      const { examples } = (await import(join(folder, 'examples.ts'))) as { examples: Examples };
      return { rule, readme: readFileSync(join(folder, 'README.md'), 'utf8'), examples };
    }),
  );
  const wanted = rulesPage(parts, FAMILIES, FAMILY_WORDS);
  const options = { ...(await resolveConfig(page)), filepath: page };
  expect(readFileSync(page, 'utf8')).toBe(await format(wanted, options));
  for (const { rule, readme } of parts) {
    expect(wanted).toContain(`### ${rule.meta.id}\n`);
    expect(wanted).toContain(rule.meta.falsePositives);
    expect(wanted).toContain(/\*\*Cannot see\*\*:?\s*([^\n]+)/.exec(readme)![1]);
  }
  expect(Object.keys(FAMILY_WORDS)).toEqual([...FAMILIES]);
});
