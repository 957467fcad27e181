import type { FindingRow } from '../../protocol/finding.ts';
import type { Api } from '../connection/api.ts';
import { FindingInView } from './finding.svelte.ts';
import { Findings } from './findings.svelte.ts';
import { FrameFindings } from './frame-findings.svelte.ts';
import { Inspection } from './inspection.svelte.ts';
import { ItemFindings } from './item-findings.svelte.ts';
import type { Location } from './location.svelte.ts';
import type { FrameRef } from './place.ts';
import { Rules } from './rules.svelte.ts';
import { withSession } from './session-term.ts';
import type { Sessions } from './sessions.svelte.ts';
import type { Toast } from './toast.svelte.ts';

interface Parts {
  api: Api;
  location: Location;
  sessions: Sessions;
  toast: Toast;
}

/** What inspection found, as the screens look at it: in a list, in a frame, in an item, one by one. */
export class Detection {
  readonly inspection = new Inspection();
  readonly rules: Rules;
  readonly findings: Findings;
  readonly frame: FrameFindings;
  readonly item: ItemFindings;
  readonly finding: FindingInView;
  #location: Location;
  #sessions: Sessions;

  constructor({ api, location, sessions, toast }: Parts) {
    this.rules = new Rules(api, toast);
    this.findings = new Findings(api, location);
    this.frame = new FrameFindings(api, location);
    this.item = new ItemFindings(api);
    this.finding = new FindingInView(api, toast, () => this.again());
    this.#location = location;
    this.#sessions = sessions;
  }

  /** Something was decided, or the bridge is back: what is shown may be another now. */
  again(): void {
    this.findings.again();
    this.finding.again();
    this.frame.again();
    this.item.again();
  }

  /** A frame, opened where a finding stands in it, or at one place of it. */
  showEvidence(at: FrameRef, fingerprint: string, place?: number): void {
    this.frame.expect(at, fingerprint, place);
    const session = this.#sessions.get(at.session);
    const q = session === undefined ? '' : withSession('', session.number);
    const view = this.#location.place.view === 'hex' ? 'pretty' : this.#location.place.view;
    this.#location.go({ screen: 'traffic', mode: 'frames', q, at, view, finding: fingerprint });
  }
  /** Where a problem was seen first, or in the frame that is named. */
  openEvidence({ session, fingerprint, evidence }: FindingRow, frame?: number, place?: number): void {
    const seq = frame ?? evidence[0]?.frame;
    if (seq !== undefined) this.showEvidence({ session, seq }, fingerprint, place);
  }

  /** Through the findings of the item that is looked at. */
  stepItem(by: 1 | -1): void {
    const { found } = this.item;
    const at = found.findIndex(({ fingerprint }) => fingerprint === this.#location.place.finding);
    const next = at < 0 ? (by > 0 ? 0 : found.length - 1) : (at + by + found.length) % found.length;
    this.#location.slide({ finding: found[next]?.fingerprint });
  }
}
