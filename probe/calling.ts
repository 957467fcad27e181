import type { ProbeCall } from '../protocol/probe.ts';
import type { Outcome } from '../protocol/problem.ts';
import type { CallResult, Line, ResultFinding } from './dialer.ts';
import { skeletonDifference, skeletonOf } from './skeleton.ts';
import { isAtLeast } from './verdicts.ts';

/** Something about an answer that no answer to the same call had before. */
export interface Oddity {
  readonly kind: 'finding' | 'shape';
  readonly call: ProbeCall;
  /** Which time it was called. */
  readonly nth: number;
  readonly frame: number;
  /** The same oddity in another connection has the same key. */
  readonly key: string;
  readonly says: string;
}

/** What a call was answered with at first; everything later is held against it. */
interface First {
  readonly skeleton: ReadonlySet<string>;
  readonly isError: boolean;
  readonly findings: readonly ResultFinding[];
}

/** Makes one call with the same arguments again and again, and tells what is new of its answers. */
export class RepeatedCall {
  readonly call: ProbeCall;
  readonly oddities: Oddity[] = [];
  /** Of its first answer. */
  first: First | undefined;
  count = 0;
  #seen = new Set<string>();

  constructor(call: ProbeCall) {
    this.call = call;
  }

  async make(line: Line): Promise<Outcome<CallResult>> {
    const result = await line.call(this.call);
    if (!result.ok) return result;
    this.count++;
    const { value, isError, findings } = result.value;
    const now = { skeleton: skeletonOf(value), isError, findings };
    if (this.first === undefined) this.first = now;
    else for (const oddity of this.#against(this.first, now, result.value.frame)) this.#keep(oddity);
    return result;
  }

  #against(first: First, now: First, frame: number): Oddity[] {
    const of = { call: this.call, nth: this.count, frame };
    const found = newFindings(first.findings, now.findings).map((finding): Oddity => ({
      ...of,
      kind: 'finding',
      key: `finding ${finding.rule}`,
      says: `${finding.title}: “${finding.words}”`,
    }));
    if (first.isError !== now.isError) {
      const says = now.isError
        ? 'It is answered with an error, and was not at first'
        : 'It is answered, and was refused at first';
      return [...found, { ...of, kind: 'shape', key: `error ${now.isError}`, says }];
    }
    const difference = skeletonDifference(first.skeleton, now.skeleton);
    return difference === undefined
      ? found
      : [
          ...found,
          {
            ...of,
            kind: 'shape',
            key: `shape ${difference}`,
            says: `Its answer has another shape: ${difference}`,
          },
        ];
  }

  #keep(oddity: Oddity): void {
    if (this.#seen.has(oddity.key)) return;
    this.#seen.add(oddity.key);
    this.oddities.push(oddity);
  }
}

/** By rule: what is found in data that changes is found in other words each time. */
export function newFindings(first: readonly ResultFinding[], now: readonly ResultFinding[]): ResultFinding[] {
  return now.filter(
    ({ rule, severity }) =>
      isAtLeast(severity, 'medium') &&
      !first.some((known) => known.rule === rule && isAtLeast(known.severity, severity)),
  );
}
