import type { CheckedValue } from '../../protocol/craft.ts';
import { readJson } from '../../protocol/json/read.ts';
import { memberOf } from '../../protocol/json/value.ts';
import type { Api } from '../connection/api.ts';

/** Whether structured content is what its tool promised. `missing`: promised, and not there. */
export type OutputCheck =
  | { kind: 'no-schema' }
  | { kind: 'missing' }
  | { kind: 'checked'; value: CheckedValue }
  | { kind: 'not-checked'; words: string };

const MOST_ITEM = 1024 * 1024;
/** Characters handed to the bridge at once: writing them as JSON takes the page's own time. */
const MOST_VALUE = 4 * 1024 * 1024;

/** Holds the structured content of a result against the `outputSchema` in the inventory of its session. */
export async function checkOutput(
  api: Api,
  session: string,
  tool: string,
  structured: string | undefined,
): Promise<OutputCheck> {
  const item = await api.item(session, { section: 'tools', name: tool, nth: 1 });
  if (!item.ok)
    return { kind: 'not-checked', words: `What the tool promised is not known: ${item.problem.message}` };
  const { at } = item.value;
  if (at.to - at.from > MOST_ITEM)
    return { kind: 'not-checked', words: 'The tool is described in more than 1 MiB.' };
  const bytes = await api.payload(session, at);
  if (bytes === undefined)
    return { kind: 'not-checked', words: 'What the tool promised cannot be read now.' };
  const schema = memberOf(readJson(new TextDecoder().decode(bytes)).root, 'outputSchema');
  if (schema === undefined) return { kind: 'no-schema' };
  if (structured === undefined) return { kind: 'missing' };
  if (structured.length > MOST_VALUE)
    return { kind: 'not-checked', words: 'The structured content is longer than 4 MiB.' };
  const checked = await api.check({ session, at, pointer: '/outputSchema', value: structured });
  return checked.ok
    ? { kind: 'checked', value: checked.value }
    : { kind: 'not-checked', words: checked.problem.message };
}
