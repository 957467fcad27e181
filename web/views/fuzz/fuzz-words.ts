import type { Confidence, Severity } from '../../../protocol/finding.ts';
import { SEVERITIES } from '../../../protocol/finding.ts';
import type {
  FuzzCaseRow,
  FuzzList,
  FuzzPlan,
  FuzzRun,
  FuzzTransform,
  MarkedFuzz,
  PlannedSubject,
} from '../../../protocol/fuzz.ts';
import { counted, formatCount, formatDuration } from '../figures.ts';

export const STATE_WORDS: Record<FuzzRun['state'], string> = {
  running: 'running',
  paused: 'paused',
  done: 'done',
  stopped: 'stopped',
  failed: 'failed',
  interrupted: 'interrupted',
};

export const CERTAINTY_WORDS: Record<Confidence, string> = {
  certain: 'certain',
  firm: 'firm',
  tentative: 'tentative',
};

export const KIND_WORDS: Record<PlannedSubject['kind'], string> = {
  tool: 'tool',
  prompt: 'prompt',
  template: 'template',
  resource: 'resource',
  text: 'text',
  protocol: 'protocol',
};

export const MODES: readonly { name: MarkedFuzz['mode']; words: string; title: string }[] = [
  {
    name: 'sniper',
    words: 'One at a time',
    title: 'One place after the other; the others keep what they have',
  },
  { name: 'together', words: 'Together', title: 'The same value in all places' },
  { name: 'in-step', words: 'In step', title: 'The nth value of each list, side by side' },
  { name: 'all', words: 'All', title: 'Every combination' },
];

export const TRANSFORM_WORDS: Record<FuzzTransform, string> = {
  url: 'URL-encoded',
  'url-twice': 'URL-encoded twice',
  base64: 'Base64',
  hex: 'hexadecimal',
  html: 'HTML entities',
  json: 'a string of JSON',
  unicode: 'Unicode escapes',
  upper: 'upper case',
};

export function outcomeWords({ outcome, code }: Pick<FuzzCaseRow, 'outcome' | 'code'>): string {
  switch (outcome) {
    case 'tool-error':
      return 'isError';
    case 'error':
      return code === undefined ? 'error' : `error ${String(code).replace('-', '−')}`;
    case 'no-answer':
      return 'no answer';
    case 'not-sent':
      return 'not sent';
    case 'ok':
    case 'closed':
    case 'waiting':
      return outcome;
  }
}

/** Why a case was left out, in a sentence. */
export function notSentWords({ against }: Pick<FuzzCaseRow, 'against'>): string {
  if (against === 'found already')
    return 'This strategy was proved in this place already: the rest of it is left out.';
  if (against === 'nothing to make here')
    return 'This strategy needs something that is not there, such as a file to name or a value that came back before.';
  return against ?? 'The run ended before it.';
}

/** How it differs from the control, beside its outcome: without what that says already. */
export function againstWords({ against, outcome }: Pick<FuzzCaseRow, 'against' | 'outcome'>): string {
  if (outcome === 'not-sent' || outcome === 'waiting') return '';
  return (against ?? '').replace(
    /^(?:tool error|error(?: -?\d+)?|no answer|connection closed|succeeds)(?:, |$)/,
    '',
  );
}

/** `/filter/0/name` as one says it; empty: the whole message. */
export function placeWords(at: string): string {
  if (at === '') return 'the message';
  return at
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join(' › ');
}

/** `2 critical, 1 medium`, the worst first. */
export function findingCounts(findings: Partial<Record<Severity, number>>): string {
  const parts = SEVERITIES.toReversed().flatMap((level) => {
    const count = findings[level] ?? 0;
    return count === 0 ? [] : [`${formatCount(count)} ${level}`];
  });
  return parts.length === 0 ? 'no findings' : parts.join(', ');
}

/** How much longer at the pace of the last while; undefined: nobody can tell. */
export function timeLeft({ state, cases, done, perSecond }: FuzzRun): string | undefined {
  if (state !== 'running' || perSecond <= 0) return undefined;
  return `${spanWords(((cases - done) / perSecond) * 1000)} left`;
}

/** Nobody waits to a hundredth of a second. */
export function spanWords(ms: number): string {
  if (ms < 1000) return 'under 1 s';
  return ms < 60_000 ? `${formatCount(Math.ceil(ms / 1000))} s` : formatDuration(ms);
}

/** What all of it comes to, as the button says it. */
export function startWords({ cases, subjects }: FuzzPlan): string {
  const kinds = new Map<PlannedSubject['kind'], Set<string>>();
  for (const { kind, name, of, cases: own } of subjects)
    if (own > 0) kinds.set(kind, (kinds.get(kind) ?? new Set<string>()).add(of ?? name));
  const words = [...kinds].map(([kind, names]) =>
    kind === 'protocol'
      ? 'the protocol'
      : kind === 'text'
        ? 'the marked text'
        : counted(names.size, KIND_WORDS[kind]),
  );
  const last = words.pop();
  const all = last === undefined || words.length === 0 ? (last ?? '') : `${words.join(', ')} and ${last}`;
  return `Start ${counted(cases, 'case')}${all === '' ? '' : ` on ${all}`}`;
}

export function casesOf({ strategies }: PlannedSubject['parameters'][number]): number {
  return strategies.reduce((sum, { cases }) => sum + cases, 0);
}

export function listName(list: FuzzList, nameOf: (strategy: string) => string): string {
  return list.kind === 'strategy' ? nameOf(list.id) : list.name;
}
