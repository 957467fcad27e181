import type { Drift } from '../../../protocol/drift.ts';
import { withoutExpected } from '../../expected.ts';
import type { Probe } from '../../probe.ts';
import { compareVariations, controlStep, plainly, variedStep, type Weighed } from '../../variations.ts';
import { verdict } from '../../verdicts.ts';

export const anonymous: Probe = {
  meta: {
    id: 'anonymous',
    title: 'Looks at credentials',
    about:
      'A server may offer less to those it does not know, but not more, and not the same names with other texts. It is asked with the credentials that were given and without them.',
    references: ['OWASP MCP07', 'OWASP MCP03', 'MCP 2026-07-28 server/tools', 'CWE-862'],
  },
  plan({ hasCredentials }) {
    if (!hasCredentials)
      return {
        untestable: 'No credentials were given for this target: it was asked without from the start.',
      };
    return {
      steps: [
        controlStep('with the credentials that were given'),
        variedStep('without credentials', { isAnonymous: true }),
      ],
    };
  },
  run: (bench) =>
    compareVariations(bench, {
      comparisons: [{ from: 0, to: 1, weigh: byRights }],
      alone: (refused, evidence) =>
        verdict('not-observed', `Strangers are offered nothing: ${refused.join('; ')}`, { evidence }),
    }),
};

/** Lists may vary with the rights of who asks: less for strangers is as it should be. */
function byRights(drift: Drift): Weighed {
  const more = withoutExpected(
    drift,
    ({ kind }, { section, after }) =>
      kind === 'removed' || after === undefined || (section === 'server' && kind === 'same-version'),
  );
  const weighed = plainly(more);
  return weighed.weight === 'alarm'
    ? weighed
    : { drift, weight: drift.items.length === 0 ? 'none' : 'quiet' };
}
