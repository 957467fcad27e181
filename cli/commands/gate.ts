import type { Problem } from '../../protocol/problem.ts';
import type { Gate } from '../gate-options.ts';
import { beginHeadless } from '../headless.ts';
import type { OpenOptions } from '../options.ts';
import type { Surroundings } from '../surroundings.ts';
import { pin } from './pin.ts';
import { verify } from './verify.ts';

/** `pin` and `verify`: looks at each target once, and ends. Answers the exit code. */
export async function gateCommand(
  { gate, targets }: { gate: Gate; targets: OpenOptions[] },
  here: Surroundings,
): Promise<number> {
  const { terminal } = here;
  const failed = ({ message, hint }: Problem): number => {
    terminal.note(`mcp-sec-inspect: ${message}${hint === undefined ? '' : ` ${hint}`}`);
    return 2;
  };
  const notes = new Set(targets.flatMap((options) => options.notes));
  for (const note of notes) terminal.note(`mcp-sec-inspect: ${note}`);
  const started = await beginHeadless(targets[0]?.dataDir, here);
  if (!started.ok) return failed(started.problem);
  try {
    return gate.kind === 'pin'
      ? await pin(started.value, gate, targets, here, failed)
      : await verify(started.value, gate, targets, here, failed);
  } finally {
    await started.value.stop();
  }
}
