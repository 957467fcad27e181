import type { Outcome } from '../protocol/problem.ts';
import { readTimeout } from './ask-options.ts';
import { addValues, OF_TARGET, readWords, SEE_HELP, type Name, type Values } from './option-table.ts';
import { bad } from './option-values.ts';
import type { Wanted } from './options.ts';
import { readTarget } from './target-words.ts';

const COLLECTION_FORMATS = ['text', 'json', 'junit'] as const;

/** Saved calls that are run against a target. */
export interface Collecting {
  file: string;
  format: (typeof COLLECTION_FORMATS)[number];
  /** Names of the environment that may be sent. */
  env: string[];
  /** ms that each call may take, and the server until it is ready. */
  timeout?: number;
}

const ALLOWED: readonly Name[] = [...OF_TARGET, 'timeout', 'format', 'allow-env'];
const TARGET = {
  command: 'collection run',
  missing: {
    message: 'collection run needs one target after the file.',
    hint: 'Give the name of a known one, an address, or a command in quotes: mcp-sec-inspect collection run FILE "npx -y some-server"',
  },
};

/**
 * Reads the words after `collection`: `run FILE TARGET`. The target is one word, or comes from --config, or is a
 * command after `--`. `values` gets the options found among them, but for those that are of this command alone.
 */
export function readCollecting(
  args: string[],
  values: Values,
): Outcome<{ collecting: Collecting; wanted: Wanted }> {
  const read = readWords(args);
  if (!read.ok) return read;
  addValues(read.value.values, values);
  const foreign = [...values.keys()].find((name) => !ALLOWED.includes(name));
  if (foreign !== undefined && foreign !== 'help' && foreign !== 'version')
    return bad(`--${foreign} is not for collection run.`, SEE_HELP);
  const [verb, file, ...words] = read.value.words;
  if (verb !== 'run' || file === undefined || file === '')
    return bad('Write collection run FILE TARGET.', 'FILE is exported from the page, or written by hand.');
  const wanted = readTarget(words, read.value.afterTerminator ?? [], values, TARGET);
  if (!wanted.ok) return wanted;
  const timeout = readTimeout(values.get('timeout')?.[0]);
  if (!timeout.ok) return timeout;
  const [given = 'text'] = values.get('format') ?? [];
  const format = COLLECTION_FORMATS.find((known) => known === given);
  if (format === undefined)
    return bad(`--format ${given}: there is no such format.`, `Known are ${COLLECTION_FORMATS.join(', ')}.`);
  const env = values.get('allow-env') ?? [];
  const odd = env.find((name) => !/^[A-Za-z_]\w*$/.test(name));
  if (odd !== undefined)
    return bad(
      `--allow-env ${odd}: that is no name of a variable.`,
      'Give the name alone: --allow-env TOKEN.',
    );
  values.delete('allow-env');
  values.delete('format');
  const collecting: Collecting = { file, format, env };
  if (timeout.value !== undefined) collecting.timeout = timeout.value;
  return { ok: true, value: { collecting, wanted: wanted.value } };
}
