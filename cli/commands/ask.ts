import type { Problem } from '../../protocol/problem.ts';
import type { Ask } from '../ask-options.ts';
import { findTarget, readyWithin } from '../find-target.ts';
import { beginHeadless, choosingPlace } from '../headless.ts';
import { readInput } from '../input.ts';
import type { OpenOptions } from '../options.ts';
import type { Surroundings } from '../surroundings.ts';
import { call } from './call.ts';
import { list } from './list.ts';

/** `list` and `call`: connects, does one thing, ends. Answers the exit code: 2 when it could not be done. */
export async function askCommand(
  { ask, options }: { ask: Ask; options: OpenOptions },
  here: Surroundings,
): Promise<number> {
  const { terminal } = here;
  for (const note of options.notes) terminal.note(`mcp-sec-inspect: ${note}`);
  const failed = ({ message, hint }: Problem): number => {
    terminal.note(`mcp-sec-inspect: ${message}${hint === undefined ? '' : ` ${hint}`}`);
    return 2;
  };
  // Before anything is started: what cannot be sent needs no server.
  const input = ask.kind === 'call' ? await readInput(ask.input, here) : undefined;
  if (input?.ok === false) return failed(input.problem);
  const started = await beginHeadless(options.dataDir, here);
  if (!started.ok) return failed(started.problem);
  const headless = started.value;
  try {
    const wanted = await findTarget(headless, options, choosingPlace(here));
    if (!wanted.ok) return failed(wanted.problem);
    if (wanted.value === undefined) return 2;
    const connected = await headless.connect(wanted.value);
    if (!connected.ok) return failed(connected.problem);
    const problem = await readyWithin(connected.value, ask.timeout);
    if (problem !== undefined) return failed(problem);
    return ask.kind === 'list'
      ? await list(connected.value, ask.json, terminal)
      : await call(connected.value, ask, input?.value, terminal);
  } finally {
    await headless.stop();
  }
}
