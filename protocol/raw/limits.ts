import type { Outcome } from '../problem.ts';
import type { WireForm } from '../wire-form.ts';

/** Longer ones are read in part only, by us and by the index. */
export const MOST_WIRE_BYTES = 64 * 1024 * 1024;
/** ms that all pauses between the writes of one message may take. */
export const LONGEST_DRIP = 10 * 60_000;

/** ms that the pauses of a form take: as long as that nobody can have been answered. */
export function dripTime(wire: WireForm | undefined): number {
  return wire === undefined ? 0 : (wire.parts - 1) * wire.pause;
}

export function tooLong(): Outcome<never> {
  return {
    ok: false,
    problem: {
      code: 'too-large',
      message: `More than ${MOST_WIRE_BYTES / 1024 / 1024} MiB are not sent as one message.`,
      hint: 'Send it in parts, or with a client of your own.',
    },
  };
}
