import { compareFaces, dialFace, unreadOf } from '../../faces.ts';
import { changeKeys } from '../../expected.ts';
import type { Probe } from '../../probe.ts';
import { inconclusive, ruled, unanswered, verdict, weigh, worded } from '../../verdicts.ts';

export const acrossSessions: Probe = {
  meta: {
    id: 'across-sessions',
    title: 'Changed since it was looked at',
    about:
      'A server can change what it offers once it was looked at. It is connected to as before, and what it offers now is held against what the open session was offered when it was opened.',
    references: ['OWASP MCP03', 'MCP 2026-07-28 server/tools', 'CWE-494'],
  },
  plan: () => ({
    steps: [
      {
        says: 'as before, and a second time only where it was offered something else',
        dial: {},
        times: 2,
        calls: [],
        repeat: 0,
        relists: 0,
        waits: 0,
      },
    ],
  }),
  async run(bench) {
    const { steps, dialer } = bench;
    const { offered: before } = bench.facts;
    bench.tell('as before');
    const now = await dialFace(dialer, steps[0]!.dial);
    if (!now.ok) return unanswered('No connection as before', now.problem);
    const begun = before.session === undefined ? [] : [{ says: 'At the beginning', session: before.session }];
    const evidence = [...begun, { says: 'Now', session: now.value.session }];
    const drift = await compareFaces(dialer, before, now.value.offered);
    if (!drift.ok) return unanswered('What was offered could not be compared', drift.problem, evidence);
    const weight = weigh(drift.value);
    if (weight === 'none' || weight === 'quiet') {
      const [unread] = [...unreadOf(before), ...unreadOf(now.value.offered)];
      if (unread !== undefined)
        return inconclusive(`Not everything could be read both times: ${unread}`, { evidence });
      const but = weight === 'quiet' ? ` Of no consequence: ${worded(drift.value)}` : '';
      return verdict('not-observed', `Offered the same as at the beginning.${but}`, { evidence });
    }
    bench.tell('it differs: as before, again');
    const again = await dialFace(dialer, steps[0]!.dial);
    const told = `Connected to as before, it offers something else than at the beginning. ${worded(drift.value)}`;
    if (!again.ok) return unanswered(`${told} It could not be looked at again`, again.problem, evidence);
    evidence.push({ says: 'Now, again', session: again.value.session });
    const seen = { evidence, drift: drift.value, era: now.value.era };
    if (weight === 'review')
      return inconclusive(`It says that it is another version now. For review: ${worded(drift.value)}`, seen);
    const second = await compareFaces(dialer, before, again.value.offered);
    if (!second.ok) return unanswered(`${told} It could not be compared again`, second.problem, evidence);
    const keys = changeKeys(drift.value);
    const isAgain =
      weigh(second.value) === 'alarm' && [...changeKeys(second.value)].some((key) => keys.has(key));
    if (!isAgain)
      return inconclusive(
        `${told} A second connection did not show it: see what was found over several connections that are alike.`,
        seen,
      );
    return verdict('vulnerable', `${told}${ruled(now.value.era, drift.value, 'per-connection')}`, seen);
  },
};
