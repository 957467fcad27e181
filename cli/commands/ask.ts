import type { Ask } from '../ask-options.ts';
import { readInput } from '../input.ts';
import { beginCommand, withTarget } from '../opening.ts';
import type { OpenOptions } from '../options.ts';
import type { Surroundings } from '../surroundings.ts';
import { call } from './call.ts';
import { list } from './list.ts';

/** `list` and `call`: connects, does one thing, ends. Answers the exit code: 2 when it could not be done. */
export async function askCommand(
  { ask, options }: { ask: Ask; options: OpenOptions },
  here: Surroundings,
): Promise<number> {
  const failed = beginCommand(options.notes, here);
  // Before anything is started: what cannot be sent needs no server.
  const input = ask.kind === 'call' ? await readInput(ask.input, here) : undefined;
  if (input?.ok === false) return failed(input.problem);
  const { timeout } = ask;
  return withTarget(options, here, failed, { timeout }, ({ conversation }) =>
    ask.kind === 'list'
      ? list(conversation, ask.json, here.terminal)
      : call(conversation, ask, input?.value, here.terminal),
  );
}
