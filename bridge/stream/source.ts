import type { FrameSummary } from '../../protocol/frame.ts';
import type { BridgeMessage, Snapshot } from '../../protocol/stream.ts';

/** A change of something that has one latest value: sent whole, and an older one is never missed. */
export type Change = Exclude<BridgeMessage, { kind: 'hello' | 'reload' | 'frames' }>;

export interface StreamListener {
  /**
   * Frames that are in their session's file by now, in the order they were announced. `head()`
   * already counts them.
   */
  frames(batch: readonly FrameSummary[]): void;
  change(change: Change): void;
}

/** Where the stream learns what there is to tell; implemented over the journal and the sessions. */
export interface StreamSource {
  snapshot(): Snapshot;
  /** Newest journal position announced so far. */
  head(): number;
  /** Announced summaries with n > `after`, ascending, at most `limit` and then the newest ones. */
  summariesAfter(after: number, limit: number): Promise<FrameSummary[]>;
  /** Returns how to stop. */
  subscribe(listener: StreamListener): () => void;
}

/** Two changes with the same key are about the same thing: only the newer one is worth sending. */
export function keyOf(change: Change): string {
  switch (change.kind) {
    case 'session':
      return `session ${change.session.id}`;
    case 'session-deleted':
      return `session ${change.id}`;
    case 'target':
      return `target ${change.target.key}`;
    case 'target-forgotten':
      return `target ${change.key}`;
    case 'call':
      return `call ${change.call.session}/${change.call.request}`;
    case 'inspection':
      return `inspection ${change.news.state.session}`;
    case 'annotation':
      return `annotation ${change.session}/${change.seq}`;
    case 'review':
      return `review ${change.review.target}`;
    case 'run':
      return `run ${change.run.id}`;
    case 'collection':
      return `collection ${change.row.id}`;
    case 'collection-deleted':
      return `collection ${change.id}`;
    case 'collection-run':
      return `collection-run ${change.run.id}`;
    case 'run-deleted':
      return `run ${change.id}`;
    case 'fuzz-run':
      return `fuzz-run ${change.run.id}`;
    case 'fuzz-run-deleted':
      return `fuzz-run ${change.id}`;
    case 'replay':
      return `replay ${change.replay.id}`;
    case 'replay-deleted':
      return `replay ${change.id}`;
    case 'rules':
    case 'flows':
    case 'practice':
    case 'journal':
    case 'escaped':
    case 'preferences':
      return change.kind;
    default:
      return assertNever(change);
  }
}

function assertNever(change: never): never {
  throw new TypeError(`No key for ${JSON.stringify(change)}`);
}
