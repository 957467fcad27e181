import type { ProbeStep } from '../../../protocol/probe.ts';
import type { Drift } from '../../../protocol/drift.ts';
import type { TargetFacts } from '../../dialer.ts';
import { withoutEraFields } from '../../era-fields.ts';
import type { Face } from '../../faces.ts';
import type { Probe } from '../../probe.ts';
import { compareVariations, controlStep, plainly, variedStep, type Weighed } from '../../variations.ts';
import { cut, verdict } from '../../verdicts.ts';

const REVISIONS = ['2024-11-05', '2025-06-18', '2025-11-25', '2026-07-28'];

export const era: Probe = {
  meta: {
    id: 'era',
    title: 'Looks at the revision of the protocol',
    about:
      'Old clients are reviewed less: a server can give its orders in one revision of the protocol, or over one transport, only. It is asked in each of them, and what the older one does not know is left aside.',
    references: ['OWASP MCP03', 'MCP 2026-07-28 basic/versioning', 'CWE-757'],
  },
  plan: (facts) => ({ steps: stepsFor(facts) }),
  run(bench) {
    const comparisons = bench.steps.slice(1).map((_, at) => ({ from: 0, to: at + 1, weigh: byRevision }));
    return compareVariations(bench, {
      comparisons,
      mayRefuse: true,
      refuses: ({ offered }, { dial }) => {
        const spoken = offered.source.revision;
        return dial.revision === undefined || spoken === undefined || spoken === dial.revision
          ? undefined
          : { code: 'other-revision', message: `It answered in revision ${cut(spoken, 40)}.` };
      },
      alone: (refused, evidence) =>
        verdict('not-testable', `It speaks one way only: ${refused.join('; ')}`, { evidence }),
    });
  },
};

function stepsFor({ revision, transport }: TargetFacts): ProbeStep[] {
  const others = REVISIONS.filter((one) => one !== revision);
  const other = transport === 'streamable-http' ? 'legacy-sse' : 'streamable-http';
  return [
    controlStep(`in revision ${revision}`, { revision }),
    ...others.map((one) => variedStep(`in revision ${one}`, { revision: one })),
    ...(transport === 'streamable-http' || transport === 'legacy-sse'
      ? [
          variedStep(
            other === 'legacy-sse' ? 'over HTTP with events, as of 2024-11-05' : 'over Streamable HTTP',
            { transport: other },
          ),
        ]
      : []),
  ];
}

function byRevision(drift: Drift, from: Face, to: Face): Weighed {
  return plainly(withoutEraFields(drift, from.offered, to.offered));
}
