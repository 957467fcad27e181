import { applySplice, removeAt, setAt } from '../json/edit.ts';
import { nodeAt } from '../json/pointer.ts';
import { readJson } from '../json/read.ts';
import { textOf } from '../json/value.ts';

/** What 2026-07-28 has in every request: the revision, and who asks. */
const OF_THE_SESSION = ['protocolVersion', 'clientInfo', 'clientCapabilities'].map(
  (name) => `io.modelcontextprotocol/${name}`,
);

/**
 * A recorded message in another session: what its `params._meta` says of revision and client is what that session
 * says, and is left out where the session has a handshake that said it. Nothing else is touched, nothing is added.
 */
export function fitMeta(text: string, meta: ReadonlyMap<string, string>): { text: string; notes: string[] } {
  let fitted = text;
  const changed: string[] = [];
  const left: string[] = [];
  for (const name of OF_THE_SESSION) {
    const path = ['params', '_meta', name];
    const document = readJson(fitted);
    const node = nodeAt(document.root, path);
    if (node === undefined) continue;
    const value = meta.get(name);
    if (value !== undefined && textOf(document, node) === value) continue;
    const splice = value === undefined ? removeAt(document, path) : setAt(document, path, value);
    if (splice === undefined) continue;
    fitted = applySplice(fitted, splice);
    (value === undefined ? left : changed).push(name);
  }
  const notes: string[] = [];
  if (changed.length > 0) notes.push(`params._meta: ${changed.join(', ')} as in the new session.`);
  if (left.length > 0) notes.push(`params._meta: ${left.join(', ')} left out, the session has a handshake.`);
  return { text: fitted, notes };
}
