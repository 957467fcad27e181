import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { recorded, type Example, type Examples } from '../../inspect/example.ts';
import { compilePack, Inspection, type Rule } from '../../inspect/index.ts';
import type { Finding } from '../../protocol/finding.ts';
import { root } from '../../scripts/sources.mjs';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The code block below the line that names the file, as a module. */
async function blockOf(page: string, file: string): Promise<Record<string, unknown>> {
  // Imports are found as from any folder of a rule.
  const code = page.split(`${file}\`\n\n\`\`\`ts\n`)[1]?.split('\n```\n')[0];
  expect(code, file).toBeDefined();
  const { outputFiles } = await build({
    stdin: { contents: code!, loader: 'ts', resolveDir: join(root, 'inspect', 'rules', 'repeated-keys') },
    bundle: true,
    format: 'esm',
    write: false,
  });
  return (await import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0]!.contents).toString('base64')}`
  )) as Record<string, unknown>;
}

test('the rule in docs/writing-a-rule.md does what its examples say', async () => {
  const page = readFileSync(join(root, 'docs', 'writing-a-rule.md'), 'utf8');
  const rule = (await blockOf(page, 'index.ts'))['unfinishedText'] as Rule;
  const examples = (await blockOf(page, 'examples.ts'))['examples'] as Examples;
  const pack = compilePack([rule], hash);
  const findingsOf = ({ frames }: Example): Finding[] => {
    const inspection = new Inspection({ pack, session: 's', target: { key: 'a', transport: 'stdio' }, hash });
    const found = recorded(frames).flatMap((frame) => inspection.take(frame).findings);
    return [...found, ...inspection.end().findings];
  };
  for (const example of examples.fires) {
    const [finding] = findingsOf(example);
    expect(finding, example.why).toMatchObject({ rule: 'unfinished-text', severity: 'info' });
    if (example.at === undefined) continue;
    const [place] = finding!.evidence;
    const { payload } = recorded(example.frames).find(({ seq }) => seq === place!.frame)!;
    expect(place!.pointer).toBe(example.at);
    expect(Buffer.from(payload!).toString('utf8', place!.from, place!.to)).toBe(example.bytes);
  }
  for (const example of examples.quiet) expect(findingsOf(example), example.why).toEqual([]);
});
