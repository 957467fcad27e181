import type { Gate } from '../gate-options.ts';
import { beginCommand, withBridge } from '../opening.ts';
import type { OpenOptions } from '../options.ts';
import type { Surroundings } from '../surroundings.ts';
import { pin } from './pin.ts';
import { verify } from './verify.ts';

/** `pin` and `verify`: looks at each target once, and ends. Answers the exit code. */
export async function gateCommand(
  { gate, targets }: { gate: Gate; targets: OpenOptions[] },
  here: Surroundings,
): Promise<number> {
  const notes = new Set(targets.flatMap((options) => options.notes));
  const failed = beginCommand(notes, here);
  return withBridge(targets[0]?.dataDir, here, failed, (headless) =>
    gate.kind === 'pin'
      ? pin(headless, gate, targets, here, failed)
      : verify(headless, gate, targets, here, failed),
  );
}
