import type { Drift } from '../../protocol/drift.ts';
import type { ProbeEvidence } from '../../protocol/probe.ts';
import type { Offered } from '../history/messages.ts';

/** Where what connections offered last stands in their recordings: a difference is shown at its list. */
export class Whereabouts {
  #offered = new Map<string, Offered>();

  note(offered: Offered): void {
    this.#offered.set(offered.session, offered);
  }

  /** Evidence of a session alone leads to where the worst of the difference stands there, or to its list. */
  placed(evidence: readonly ProbeEvidence[], drift: Drift | undefined): ProbeEvidence[] {
    return evidence.map((one) => {
      const frame = one.frame ?? this.#frame(one.session, drift?.items ?? []);
      return frame === undefined ? one : { ...one, frame };
    });
  }

  #frame(session: string, items: Drift['items']): number | undefined {
    const offered = this.#offered.get(session);
    const [worst] = items;
    if (offered === undefined || worst === undefined) return undefined;
    const named = offered.places.find(
      ([section, name, nth]) =>
        section === worst.section && nth === worst.nth && (name === worst.name || name === worst.was),
    );
    if (named !== undefined) return named[3];
    return offered.frames.find(([section]) => section === worst.section)?.[1];
  }
}
