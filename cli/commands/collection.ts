import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { COLLECTION_BOUNDS, type Collection } from '../../protocol/collection/collection.ts';
import { readCollection } from '../../protocol/collection/read-collection.ts';
import { variablesOf } from '../../protocol/collection/variables.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { refuse } from '../chosen.ts';
import type { Collecting } from '../collection-options.ts';
import { fileBytes } from '../file-bytes.ts';
import { beginCommand, withTarget } from '../opening.ts';
import type { OpenOptions } from '../options.ts';
import { collectionLines, exitCodeOf } from '../reporters/collection.ts';
import type { Surroundings } from '../surroundings.ts';

/** No character takes more than three bytes. */
const MOST_BYTES = COLLECTION_BOUNDS.file * 3;

/**
 * `collection run`: sends saved calls to one target, in order, and says of each whether it came to what was
 * expected. Answers the exit code: 0 all passed, 1 some failed, 2 not all could be run.
 */
export async function collectionCommand(
  { collecting, options }: { collecting: Collecting; options: OpenOptions },
  here: Surroundings,
): Promise<number> {
  const failed = beginCommand(options.notes, here);
  // Before anything is started: what cannot be run needs no server.
  const read = collectionIn(resolve(here.cwd, collecting.file));
  if (!read.ok) return failed(read.problem);
  const collection = read.value;
  const refused = whyNot(collection, collecting, here.env);
  if (refused !== undefined) return failed(refused);
  const inspects = collection.calls.some(({ expect }) => expect.noFinding !== undefined);
  const { env, timeout } = collecting;
  return withTarget(options, here, failed, { timeout, inspects }, async ({ headless, conversation }) => {
    const { id } = conversation.session();
    const how = { session: id, env, ...(timeout === undefined ? {} : { timeout }) };
    const run = await headless.runCollection(collection, how, () => {});
    if (!run.ok) return failed(run.problem);
    await here.terminal.printAll(collectionLines(collecting.format, run.value, headless.numberOf(id)));
    return exitCodeOf(run.value);
  });
}

/** A file that is not ours may ask for any variable: it gets those that were named, and no server is started for less. */
function whyNot({ calls }: Collection, { env }: Collecting, here: Surroundings['env']): Problem | undefined {
  if (calls.length === 0) return { code: 'no-calls', message: 'There is no call in this collection.' };
  const wanted = variablesOf(calls);
  const unagreed = wanted.filter((name) => !env.includes(name));
  if (unagreed.length > 0)
    return {
      code: 'env-not-agreed',
      message: `The collection would send what is in ${unagreed.join(', ')} of the environment to the target.`,
      hint: `If it may: ${unagreed.map((name) => `--allow-env ${name}`).join(' ')}`,
    };
  const unset = wanted.find((name) => !Object.hasOwn(here, name));
  return unset === undefined
    ? undefined
    : { code: 'env-not-set', message: `${unset} is not set in the environment.`, hint: 'Set it.' };
}

function collectionIn(path: string): Outcome<Collection> {
  const text = textIn(path);
  if (!text.ok) return text;
  const read = readCollection(text.value, randomUUID);
  return read.ok
    ? read
    : { ok: false, problem: { ...read.problem, message: `${path}: ${read.problem.message}` } };
}

function textIn(path: string): Outcome<string> {
  const bytes = fileBytes(path, MOST_BYTES);
  if (!bytes.ok) return bytes;
  try {
    return { ok: true, value: new TextDecoder('utf-8', { fatal: true }).decode(bytes.value) };
  } catch {
    // TypeError: no UTF-8.
    return refuse(
      'not-utf8',
      `${path} is not UTF-8, so it is no collection.`,
      'Export it from the page again.',
    );
  }
}
