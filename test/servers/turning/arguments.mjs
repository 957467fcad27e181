import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), 'scenarios');
export const NAMES = readdirSync(FOLDER).map((file) => file.replace(/\.mjs$/, ''));
const ERAS = ['handshake', 'modern', 'both'];

/** `--name VALUE` and `--name=VALUE` alike; what it does not know ends it with a word. */
export async function readArguments() {
  const text = { type: 'string' };
  const flag = { type: 'boolean', default: false };
  const { values } = parseArgs({
    options: {
      scenario: text,
      honest: flag,
      turned: flag,
      era: { ...text, default: 'both' },
      state: text,
      after: text,
      from: { ...text, default: '2030-01-01' },
      http: text,
    },
  });
  if (!NAMES.includes(values.scenario)) throw new Error(`--scenario is one of ${NAMES.join(', ')}`);
  if (!ERAS.includes(values.era)) throw new Error(`--era is one of ${ERAS.join(', ')}`);
  const from = Date.parse(values.from);
  if (Number.isNaN(from)) throw new Error('--from is a date such as 2030-01-01');
  const { scenario } = await import(pathToFileURL(join(FOLDER, `${values.scenario}.mjs`)).href);
  return {
    scenario,
    isHonest: values.honest,
    isTurned: values.turned,
    eras: values.era === 'both' ? ['handshake', 'modern'] : [values.era],
    state: values.state,
    after: values.after === undefined ? scenario.after : number('after', values.after),
    from,
    port: values.http === undefined ? undefined : number('http', values.http),
  };
}

function number(name, text) {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} is a whole number`);
  return Number(text);
}
