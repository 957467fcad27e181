import type { Conversation, Headless } from '../bridge/index.ts';
import type { Outcome, Problem } from '../protocol/problem.ts';
import { refuse, type ChoosingPlace } from './chosen.ts';
import { findTarget, readyWithin, type Connectable } from './find-target.ts';
import { beginHeadless, choosingPlace } from './headless.ts';
import type { OpenOptions } from './options.ts';
import type { Surroundings } from './surroundings.ts';

/** Says what could not be done; answers the exit code for that. */
export type Failed = (problem: Problem) => 2;

/** What every command of the terminal begins with: it says how its options were understood. */
export function beginCommand(notes: Iterable<string>, { terminal }: Pick<Surroundings, 'terminal'>): Failed {
  for (const note of notes) terminal.note(`mcp-sec-inspect: ${note}`);
  return ({ message, hint }) => {
    terminal.note(`mcp-sec-inspect: ${message}${hint === undefined ? '' : ` ${hint}`}`);
    return 2;
  };
}

/** A bridge without a page, for as long as one command takes. */
export async function withBridge(
  dataDir: string | undefined,
  here: Surroundings,
  failed: Failed,
  act: (headless: Headless, place: ChoosingPlace) => Promise<number>,
  how: { inspects?: boolean } = {},
): Promise<number> {
  const started = await beginHeadless(dataDir, here, how);
  if (!started.ok) return failed(started.problem);
  try {
    return await act(started.value, choosingPlace(here));
  } finally {
    await started.value.stop();
  }
}

/** The target a command is about; nothing was sent to it yet. */
export interface Chosen {
  headless: Headless;
  place: ChoosingPlace;
  wanted: Connectable;
}

/** The same, connected and listed. */
export interface Opened extends Chosen {
  conversation: Conversation;
}

interface HowToOpen {
  /** ms until the server has to be ready. */
  timeout: number | undefined;
  inspects?: boolean;
  /** Whether it may be reached at all, before anything is sent there; false: somebody was asked and said no. */
  mayReach?(chosen: Chosen): Promise<Outcome<boolean>>;
}

export async function withTarget(
  options: OpenOptions,
  here: Surroundings,
  failed: Failed,
  { timeout, inspects = false, mayReach }: HowToOpen,
  act: (opened: Opened) => Promise<number>,
): Promise<number> {
  const open = async (headless: Headless, place: ChoosingPlace): Promise<number> => {
    const wanted = await findTarget(headless, options, place);
    if (!wanted.ok) return failed(wanted.problem);
    if (wanted.value === undefined) return 2;
    const may = await mayReach?.({ headless, place, wanted: wanted.value });
    if (may?.ok === false) return failed(may.problem);
    if (may?.value === false) return 2;
    const connected = await headless.connect(wanted.value);
    if (!connected.ok) return failed(connected.problem);
    const problem = await readyWithin(connected.value, timeout);
    if (problem !== undefined) return failed(problem);
    return act({ headless, place, wanted: wanted.value, conversation: connected.value });
  };
  return withBridge(options.dataDir, here, failed, open, { inspects });
}

/** Whether what was chosen was typed with this call. */
export function isTyped(wanted: Connectable): boolean {
  return !('known' in wanted) && wanted.origin === 'command-line';
}

/** The words of one question about a plan that was shown. */
export interface PlanQuestion {
  /** `may be done`, `may be sent` */
  may: string;
  question: string;
  refused: string;
}

/** A yes to all of a plan. `isMeant`: what was typed now may be done, as it was shown; anything else is asked for. */
export async function agreeToPlan(
  isMeant: boolean,
  { yes }: OpenOptions,
  place: ChoosingPlace,
  { may, question, refused }: PlanQuestion,
): Promise<Outcome<boolean>> {
  if (isMeant || yes) return { ok: true, value: true };
  if (!place.isInteractive)
    return refuse(
      'not-confirmed',
      `Nobody can be asked here whether all this ${may}.`,
      'Look at the plan above and repeat the call with --yes.',
    );
  const answer = await place.ask(`${question} [y/N]`);
  if (/^y(es)?$/i.test(answer?.trim() ?? '')) return { ok: true, value: true };
  place.terminal.note(`mcp-sec-inspect: ${refused}`);
  return { ok: true, value: false };
}
