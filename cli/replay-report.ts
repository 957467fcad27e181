import { DIFFERENT, VERDICT_WORDS } from '../protocol/replay-words.ts';
import type { Replay, ReplayPlan, ReplayStep } from '../protocol/replay.ts';
import { launchLines } from './confirm-plan.ts';

/** Beyond, a plan would not be read; the number says how many there are, and the recording holds them. */
const MOST_LINES = 200;
const LONGEST = 300;

/** All that will be sent, line by line. Texts quote the recording: whoever prints them makes them harmless. */
export function replayPlanLines(plan: ReplayPlan, number: number): string[] {
  const { messages, launch, opening, left, notes } = plan;
  const sent = messages.filter(({ kind }) => kind !== 'answer');
  return [
    `Session ${number} against ${plan.targetName}: ${count(sent.length, 'message')} sent, ${count(opening.length, 'exchange')} of the opening compared.`,
    ...(launch === undefined ? [] : launchLines(plan.targetName, launch)),
    ...messages
      .slice(0, MOST_LINES)
      .flatMap(({ seq, kind, text, warns }) => [
        `  ${String(seq).padStart(5)} ${kind === 'answer' ? '(when asked) ' : ''}${text.slice(0, LONGEST)}${text.length > LONGEST ? '…' : ''}`,
        ...warns.map((warning) => `        look twice: ${warning}`),
      ]),
    ...(messages.length > MOST_LINES
      ? [`  and ${messages.length - MOST_LINES} more, as they were recorded`]
      : []),
    ...givenAwayLines(plan),
    ...left.map(({ words, count: many }) => `  not sent: ${many} ${words}`),
    ...notes,
  ];
}

/** Said once more at the end: a long plan is not read line by line. */
function givenAwayLines({ messages, targetName }: ReplayPlan): string[] {
  const many = messages.filter(({ givesAway }) => givesAway).length;
  return many === 0
    ? []
    : [`  A kept secret stands in ${count(many, 'message')}; ${targetName} would get to see it.`];
}

/** What became of it: what differs with all that is known of it, what was carried over, and how many there are. */
export function replayLines(replay: Replay, number: number | undefined): string[] {
  const differing = replay.steps.filter(({ verdict }) => DIFFERENT.includes(verdict));
  const words = new Map<string, number>();
  for (const { verdict, count: many } of replay.counts) {
    const word = VERDICT_WORDS[verdict];
    words.set(word, (words.get(word) ?? 0) + many);
  }
  const counted = [...words].map(([word, many]) => `${many} ${word}`).join(', ');
  return [
    ...replay.steps.flatMap((step) => carriedLines(step)),
    ...differing.flatMap((step) => differingLines(step)),
    ...(words.has(VERDICT_WORDS.volatile) ? [ALIKE] : []),
    `${replay.targetName}: ${counted === '' ? 'nothing was compared' : counted}.${number === undefined ? '' : ` The new session is ${number}.`}`,
  ];
}

const ALIKE = 'alike: the same but for what differs every time, such as times and ids.';

function carriedLines({ seq, rewrites }: ReplayStep): string[] {
  return rewrites.flatMap(({ pointer, before, after, fromStep, fromPointer }) =>
    fromStep === undefined
      ? []
      : [
          `${String(seq).padStart(5)} ${pointer}: ${before} → ${after}   (frame ${fromStep} ${fromPointer ?? ''})`,
        ],
  );
}

function differingLines({ seq, method, name, verdict, says, notes }: ReplayStep): string[] {
  const subject = [method, name].filter(Boolean).join(' ');
  return [
    `${String(seq).padStart(5)} ${VERDICT_WORDS[verdict]}: ${subject}${says === undefined ? '' : `   ${says}`}`,
    ...notes.map((note) => `        ${note}`),
  ];
}

function count(many: number, noun: string): string {
  return `${many} ${many === 1 ? noun : `${noun}s`}`;
}

/** 0: as recorded, or nobody asked. 1: differences that were asked for, or messages that were never sent. 2: it broke off. */
export function replayExitCode({ state, problem, counts }: Replay, failsOnDiff: boolean): 0 | 1 | 2 {
  if (state !== 'done' || problem !== undefined) return 2;
  if (counts.some(({ verdict, count: many }) => verdict === 'not-sent' && many > 0)) return 1;
  const differs = counts.some(({ verdict, count: many }) => DIFFERENT.includes(verdict) && many > 0);
  return failsOnDiff && differs ? 1 : 0;
}
