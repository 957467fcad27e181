// `npm run rule-docs`: writes docs/rules.md from the rule folders.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { format, resolveConfig } from 'prettier';
import { FAMILY_WORDS, rulesPage } from './rules-page.mjs';
import { root } from './sources.mjs';
import { nodeBundle } from './thread-files.mjs';

const folder = join(root, 'inspect', 'rules');
const page = join(root, 'docs', 'rules.md');
const scratch = join(root, 'node_modules', '.cache', 'mcp-sec-inspect', `rule-docs-${process.pid}`);
const ids = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

async function load() {
  mkdirSync(scratch, { recursive: true });
  const outfile = join(scratch, 'rules.mjs');
  await build({
    ...nodeBundle,
    stdin: {
      contents: [
        "export { RULES } from './inspect/index.ts';",
        "export { FAMILIES } from './protocol/finding.ts';",
        ...ids.map((id, at) => `import { examples as e${at} } from './inspect/rules/${id}/examples.ts';`),
        `export const examples = [${ids.map((_, at) => `e${at}`).join(', ')}];`,
      ].join('\n'),
      resolveDir: root,
    },
    outfile,
    packages: 'external',
  });
  return import(pathToFileURL(outfile).href);
}

try {
  const { RULES, FAMILIES, examples } = await load();
  const parts = RULES.map((rule) => ({
    rule,
    readme: readFileSync(join(folder, rule.meta.id, 'README.md'), 'utf8'),
    examples: examples[ids.indexOf(rule.meta.id)],
  }));
  const options = { ...(await resolveConfig(page)), filepath: page };
  writeFileSync(page, await format(rulesPage(parts, FAMILIES, FAMILY_WORDS), options));
  console.error(`docs/rules.md: ${parts.length} rules.`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
