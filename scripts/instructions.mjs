// `npm run instructions -- [FOLDER …]`: what the rules say of our own texts, written apart from them.
//   FOLDER …    hold .jsonl files of {family, language, kind, register, label, text, part}; default test/instructions/*
//   --show X    texts that came out wrong, of this family or language (or `all`)
//   --only      only the families injection and hidden, without the other rules
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { root } from './sources.mjs';
import { nodeBundle } from './thread-files.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { show: { type: 'string' }, only: { type: 'boolean' } },
});
const base = join(root, 'test', 'instructions');
const folders = positionals.length > 0 ? positionals : ['first', 'second'].map((name) => join(base, name));
const scratch = join(root, 'node_modules', '.cache', 'mcp-sec-inspect', `instructions-${process.pid}`);
mkdirSync(scratch, { recursive: true });
try {
  const outfile = join(scratch, 'instructions.mjs');
  await build({
    ...nodeBundle,
    stdin: {
      contents: ['rows', 'score', 'own-texts']
        .map((name) => `export * from './test/corpora/${name}.ts';`)
        .concat("export { RULES } from './inspect/index.ts';")
        .join('\n'),
      resolveDir: root,
    },
    outfile,
    packages: 'external',
  });
  const { RULES, scorer, readOwnTexts, rowOf, ownTable, isFlagged } = await import(
    pathToFileURL(outfile).href
  );
  const rules = options.only
    ? RULES.filter(({ meta }) => ['injection', 'hidden'].includes(meta.family))
    : RULES;
  const score = scorer(rules, (text) => createHash('sha256').update(text).digest('hex'));
  for (const folder of folders) {
    const scored = [];
    for (const file of readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .sort())
      for (const text of readOwnTexts(readFileSync(join(folder, file), 'utf8'), join(folder, file)))
        scored.push({ text, of: score(folder, rowOf(text)) });
    console.log(`${folder}\n${ownTable(scored)}\n`);
    if (options.show !== undefined)
      for (const { text, of } of scored) {
        const isWrong = isFlagged(of) !== (text.label === 'attack');
        if (!isWrong || !['all', text.family, text.language].includes(options.show)) continue;
        console.log(
          `${text.label} ${text.family} ${text.language} ${text.kind}: ${JSON.stringify(text.text)}`,
        );
        for (const { severity, rule, says } of of.findings)
          if (['injection', 'hidden', 'naming', 'schema', 'exfiltration'].includes(of.findings[0].family))
            console.log(`    ${severity} ${rule}: ${says}`);
      }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
