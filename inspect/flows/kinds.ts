import type { Severity } from '../../protocol/finding.ts';
import type { FlowKind, FlowTagName } from '../../protocol/flows.ts';

/** A place on a path: any one of these tags fills it, the first that a tool has is shown. */
export type Place = readonly FlowTagName[];

export interface KindOfFlow {
  readonly kind: FlowKind;
  /** In the order in which it would happen. */
  readonly places: readonly Place[];
  /** When every tag on the path is firm. */
  readonly severity: Severity;
  /** Words that may mean something else never make more than this. */
  readonly whenWeak: Severity;
  /** `one`: within one server. `several`: across servers. */
  readonly servers: 'any' | 'one' | 'several';
  /** Told only where none of these is. */
  readonly unless?: readonly FlowKind[];
}

const TRIFECTA: readonly Place[] = [['untrusted-source'], ['private-data'], ['egress']];

/** Worst first, in the order in which they are told. */
export const KINDS: readonly KindOfFlow[] = [
  {
    kind: 'untrusted-to-exec',
    places: [['untrusted-source'], ['exec']],
    severity: 'critical',
    whenWeak: 'medium',
    servers: 'any',
  },
  { kind: 'trifecta', places: TRIFECTA, severity: 'high', whenWeak: 'medium', servers: 'several' },
  { kind: 'single-server-trifecta', places: TRIFECTA, severity: 'high', whenWeak: 'medium', servers: 'one' },
  {
    kind: 'untrusted-to-money',
    places: [['untrusted-source'], ['money']],
    severity: 'high',
    whenWeak: 'medium',
    servers: 'any',
  },
  {
    kind: 'untrusted-to-destructive',
    places: [['untrusted-source'], ['destructive']],
    severity: 'high',
    whenWeak: 'medium',
    servers: 'any',
  },
  {
    kind: 'untrusted-to-persistence',
    places: [['untrusted-source'], ['persistence', 'file-write']],
    severity: 'medium',
    whenWeak: 'low',
    servers: 'any',
  },
  {
    kind: 'private-to-egress',
    places: [['private-data'], ['egress']],
    severity: 'info',
    whenWeak: 'info',
    servers: 'any',
    unless: ['trifecta', 'single-server-trifecta'],
  },
];
