import type { FrameDetail } from '../../protocol/frame.ts';
import { type Confidence, SEVERITIES } from '../../protocol/finding.ts';
import type { FuzzCaseRow, FuzzFinding, FuzzReport } from '../../protocol/fuzz.ts';
import type { Api } from '../connection/api.ts';

/** Frames of one call, by where they are. */
export interface CallFrames {
  session: string;
  request: number;
  answer?: number | undefined;
}

/** Both ends of a call as they were recorded; absent: none came, or it cannot be read. */
export interface ShownCall {
  at: CallFrames;
  request: FrameDetail | undefined;
  answer: FrameDetail | undefined;
}

/** The case that is looked at: its row, what was proved with it, and the frames beside those of its control. */
export class FuzzCaseShown {
  #api: Pick<Api, 'frame'>;
  #row = $state.raw<FuzzCaseRow | undefined>(undefined);
  #case = $state.raw<ShownCall | undefined>(undefined);
  #control = $state.raw<ShownCall | undefined>(undefined);
  #compared: CallFrames | undefined;
  #loads = 0;

  constructor(api: Pick<Api, 'frame'>) {
    this.#api = api;
  }

  get row(): FuzzCaseRow | undefined {
    return this.#row;
  }
  get call(): ShownCall | undefined {
    return this.#case;
  }
  get control(): ShownCall | undefined {
    return this.#control;
  }

  /** Called whenever another case is looked at, or something new is known of it. */
  show(row: FuzzCaseRow | undefined): void {
    if (row?.n !== this.#row?.n) this.#case = undefined;
    this.#row = row;
    const { session, request, answer } = row ?? {};
    if (row === undefined || session === undefined || request === undefined) {
      this.#case = undefined;
      return;
    }
    const at = { session, request, answer };
    if (isSameCall(at, this.#case?.at)) return;
    const load = ++this.#loads;
    void this.#load(at).then((shown) => {
      if (load === this.#loads && this.#row?.n === row.n) this.#case = shown;
    });
  }
  /** What it stands beside; called whenever the report, the finding or the row changes. */
  compareWith(control: CallFrames | undefined): void {
    if (isSameCall(control, this.#compared)) return;
    this.#compared = control;
    this.#control = undefined;
    if (control === undefined) return;
    void this.#load(control).then((shown) => {
      if (this.#compared === control) this.#control = shown;
    });
  }

  async #load(at: CallFrames): Promise<ShownCall> {
    const [request, answer] = await Promise.all([
      this.#api.frame(at.session, at.request),
      at.answer === undefined ? undefined : this.#api.frame(at.session, at.answer),
    ]);
    return {
      at,
      request: request.ok ? request.value : undefined,
      answer: answer?.ok === true ? answer.value : undefined,
    };
  }
}

/** What was found with a case, or with another one of the same kind. */
export function findingOf(
  report: FuzzReport | undefined,
  row: FuzzCaseRow | undefined,
): FuzzFinding | undefined {
  if (report === undefined || row === undefined) return undefined;
  const isSame = (one: FuzzFinding): boolean =>
    one.subject === row.subject &&
    one.at === row.at &&
    one.strategy === row.strategy &&
    one.oracle === row.oracle;
  return (
    report.findings.find(
      (one) => one.n === row.n && (row.oracle === undefined || one.oracle === row.oracle),
    ) ?? (row.oracle === undefined ? undefined : report.findings.find(isSame))
  );
}

const SURE: readonly Confidence[] = ['tentative', 'firm', 'certain'];

/** By severity, then by how sure it is, then as they came. */
export function worstFirst(findings: readonly FuzzFinding[]): FuzzFinding[] {
  const rank = ({ severity, certainty }: FuzzFinding): number =>
    SEVERITIES.indexOf(severity) * SURE.length + SURE.indexOf(certainty);
  return findings.toSorted((a, b) => rank(b) - rank(a) || a.n - b.n);
}

function isSameCall(one: CallFrames | undefined, other: CallFrames | undefined): boolean {
  return one?.session === other?.session && one?.request === other?.request && one?.answer === other?.answer;
}
