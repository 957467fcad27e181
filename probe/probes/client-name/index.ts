import type { Drift } from '../../../protocol/drift.ts';
import type { Snapshot } from '../../../protocol/snapshot.ts';
import { withoutExpected } from '../../expected.ts';
import type { Face } from '../../faces.ts';
import type { Probe } from '../../probe.ts';
import {
  compareVariations,
  controlStep,
  plainly,
  variedStep,
  type Comparison,
  type Weighed,
} from '../../variations.ts';
import { isAtLeast, ruled, weigh } from '../../verdicts.ts';

/** Hosts as they introduce themselves, an inspector, and a scanner; all without capabilities. */
const NAMES = ['claude-ai', 'Cursor', 'Visual Studio Code', 'mcp-inspector', 'mcp-scan'];

export const clientName: Probe = {
  meta: {
    id: 'client-name',
    title: 'Looks at who asks',
    about:
      'A server can read the name of its client and keep its orders for one host, or be harmless for scanners only. It is asked under several names with the same capabilities, and once as ourselves with all of them.',
    references: [
      'OWASP MCP03',
      'MCP 2026-07-28 server/tools',
      'MCP 2026-07-28 schema RequestMetaObject',
      'CWE-290',
    ],
  },
  plan({ offered }) {
    const names = [...NAMES, strangeName(offered)];
    return {
      steps: [
        controlStep('as ourselves, without capabilities', { profile: 'own', isBare: true }),
        ...names.map((name) =>
          variedStep(`as a client called ${name}, without capabilities`, { clientName: name, isBare: true }),
        ),
        variedStep('as ourselves, with all capabilities', { profile: 'own' }),
      ],
    };
  },
  run(bench) {
    const full = bench.steps.length - 1;
    const comparisons = bench.steps.slice(1).map((_, at): Comparison => {
      const to = at + 1;
      return to === full ? { from: 0, to, weigh: byCapabilities } : { from: 0, to };
    });
    return compareVariations(bench, {
      comparisons,
      rules: (to, drift) =>
        to.era === 'modern'
          ? `${ruled(to.era, drift, 'per-connection')} Nor should a server behave otherwise for a client’s name.`
          : '',
    });
  },
};

/** Who cannot ask a person may be offered less; but not another text under the same name. */
function byCapabilities(drift: Drift, _from: Face, to: Face): Weighed {
  if (to.era !== 'modern') {
    const found = withoutExpected(
      drift,
      ({ kind, severity }) => kind !== 'new-finding' || !isAtLeast(severity, 'high'),
    );
    return weigh(found) === 'alarm' ? { drift: found, weight: 'review' } : { drift, weight: mild(drift) };
  }
  const texts = withoutExpected(
    drift,
    ({ kind }, { before, after }) =>
      kind === 'added' || kind === 'removed' || before === undefined || after === undefined,
  );
  const weighed = plainly(texts);
  return weighed.weight === 'alarm' ? weighed : { drift, weight: mild(drift) };
}

function mild(drift: Drift): 'none' | 'quiet' {
  return drift.items.length === 0 ? 'none' : 'quiet';
}

/** A name that nobody has listed, and the same whenever this target is asked from the same session. */
function strangeName({ session, at }: Snapshot): string {
  let hash = 0x811c9dc5;
  for (const unit of session ?? String(at)) hash = Math.imul(hash ^ unit.charCodeAt(0), 0x01000193) >>> 0;
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  let name = '';
  for (let k = 0; k < 9; k++) {
    name += k === 4 ? '-' : letters.charAt(hash % letters.length);
    hash = Math.imul(hash ^ (hash >>> 13), 0x5bd1e995) >>> 0;
  }
  return name;
}
