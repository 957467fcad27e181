import { STATE_VARIANTS } from '../../../protocol/answers/state-variants.ts';
import type { ProbeCall, ProbeEvidence } from '../../../protocol/probe.ts';
import type { Line } from '../../dialer.ts';
import { withLine } from '../../faces.ts';
import type { Bench, Probe, ProbeVerdict } from '../../probe.ts';
import { cut, inconclusive, unanswered, verdict } from '../../verdicts.ts';
import { Asker, isAsHonest, type Asking, type Sent } from '../../asking.ts';

const MOST_CALLS = 3;
/** Begun anew for each change, for each that is looked at again, and for what they are held against. */
const STARTS = STATE_VARIANTS.length + 12;
const FOLLOW_UPS = STARTS + 4;

export const requestState: Probe = {
  meta: {
    id: 'request-state',
    title: 'Takes a state that is not its own',
    about:
      'A tool that asks back gives its state to the client, which can change it, keep it and use it elsewhere. A call that asks is gone on with honestly first, then with the state changed, used again, under another call and by somebody without credentials.',
    references: ['OWASP MCP07', 'MCP 2026-07-28 basic/patterns/mrtr', 'CWE-353', 'CWE-294', 'CWE-639'],
  },
  plan({ era, calls, hasCredentials }) {
    if (era !== 'modern')
      return { untestable: 'Answers that ask for more, and their state, came with MCP 2026-07-28.' };
    const chosen = calls.slice(0, MOST_CALLS);
    if (chosen.length === 0)
      return {
        untestable: 'There is nothing to call: name a call of a tool that asks back before it answers.',
      };
    const step = { times: 1, calls: chosen, relists: 0, waits: 0 };
    const steps = [
      {
        ...step,
        says: `as usual: each call once, and the first that asks is begun anew up to ${STARTS} times; what it asks is accepted, with its state as it came and changed`,
        dial: {},
        repeat: STARTS,
        followUps: FOLLOW_UPS,
      },
    ];
    if (hasCredentials)
      steps.push({
        ...step,
        says: 'without credentials, going on with what was begun with them',
        dial: { isAnonymous: true },
        repeat: 0,
        followUps: 2,
      });
    return { steps };
  },
  async run(bench) {
    const [usual] = bench.steps;
    const ran = await withLine(bench.dialer, usual!.dial, (line) => judged(bench, line));
    return ran.ok ? ran.value : unanswered('No connection came about', ran.problem);
  },
};

/** Something the server should have refused, and went on with. */
interface Taken {
  readonly how: 'changed' | 'used again' | 'under another call' | 'by somebody else';
  readonly says: string;
  readonly sent: Sent;
  readonly begun: Asking;
}

async function judged(bench: Bench, line: Line): Promise<ProbeVerdict> {
  const asker = new Asker(line);
  const { calls } = bench.steps[0]!;
  const asking: ProbeCall[] = [];
  for (const call of calls) {
    bench.tell(`calls ${cut(call.tool, 60)}, to see whether it asks`);
    if ((await asker.begin(call)) !== undefined) asking.push(call);
  }
  const [call, ...others] = asking;
  if (call === undefined) return asker.problem === undefined ? nothingAsks(line) : broken(asker, []);
  bench.tell(`goes on with ${cut(call.tool, 60)} as it is asked to`);
  const control = await asker.goOn(call);
  if (control === undefined) return broken(asker, []);
  if (!isAsHonest(control, control))
    return inconclusive(`The honest way did not lead on: ${control.says}`, {
      evidence: placed(line, control),
    });
  const without = await asker.goOn(call, () => ({ state: undefined }));
  if (without !== undefined && isAsHonest(without, control))
    return inconclusive(
      'It goes on without any state as well: what it sends as state decides nothing that could be seen from here.',
      { evidence: placed(line, control, without) },
    );
  const found = [
    await changed(bench, asker, call, control),
    await usedAgain(bench, asker, call, control),
    await underAnother(bench, asker, call, others),
    await bySomebodyElse(bench, asker, call, control),
  ];
  const taken = found.flatMap((each) => each.taken);
  const once = found.flatMap((each) => each.once);
  const isWorse = ({ how }: Taken): boolean => how !== 'used again';
  if (!taken.some(isWorse) && (once.some(isWorse) || (taken.length === 0 && once.length > 0)))
    return seenOnce(once, line);
  if (taken.length === 0)
    return asker.problem === undefined
      ? refused(asker, line, control, others.length > 0, bench.facts.hasCredentials)
      : broken(asker, placed(line, control));
  return accused(line, taken);
}

/** What was taken twice, and what was taken once and refused when it was tried again. */
interface Found {
  readonly taken: Taken[];
  readonly once: Taken[];
}

/** The same, tried twice. */
async function twice(attempt: () => Promise<Taken | undefined>): Promise<Found> {
  const first = await attempt();
  if (first === undefined) return { taken: [], once: [] };
  const again = await attempt();
  return again === undefined ? { taken: [], once: [first] } : { taken: [first, again], once: [] };
}

/** Each change with a start of its own. Until one is taken twice, each that is taken is tried once more. */
async function changed(bench: Bench, asker: Asker, call: ProbeCall, control: Sent): Promise<Found> {
  const found: Found = { taken: [], once: [] };
  for (const { title, change } of STATE_VARIANTS) {
    const attempt = async (): Promise<Taken | undefined> => {
      bench.tell(`sends its state back changed: ${title}`);
      const sent = await asker.goOn(call, ({ state }) => {
        const next = change(state);
        return next === undefined ? undefined : { state: next };
      });
      if (sent === undefined || !isAsHonest(sent, control)) return undefined;
      return { how: 'changed', says: title.toLowerCase(), sent, begun: sent.begun };
    };
    // One that was looked at again is one start more, and so many are planned.
    if (found.taken.length === 0 && found.once.length < MOST_RETRIES) {
      const { taken, once } = await twice(attempt);
      found.taken.push(...taken);
      found.once.push(...once);
      continue;
    }
    const taken = await attempt();
    if (taken !== undefined) (found.taken.length === 0 ? found.once : found.taken).push(taken);
  }
  return found;
}

const MOST_RETRIES = 3;

/** The same state a second time, after it did what it was for. Once more, since a server may be slow to forget. */
async function usedAgain(bench: Bench, asker: Asker, call: ProbeCall, control: Sent): Promise<Found> {
  bench.tell('uses a state again');
  return twice(async () => {
    const first = await asker.goOn(call);
    if (first === undefined || !isAsHonest(first, control)) return undefined;
    const again = await asker.goOnWith(first.begun, first.begun.state);
    if (again === undefined || !isAsHonest(again, control)) return undefined;
    return { how: 'used again', says: 'the same state twice', sent: again, begun: first.begun };
  });
}

/** The state of one call under another that asks too: other arguments, or another tool. */
async function underAnother(
  bench: Bench,
  asker: Asker,
  call: ProbeCall,
  others: readonly ProbeCall[],
): Promise<Found> {
  const nearest = others.toSorted((a, b) => Number(b.tool === call.tool) - Number(a.tool === call.tool));
  const [other] = nearest;
  if (other === undefined) return { taken: [], once: [] };
  bench.tell(`brings the state of ${cut(call.tool, 60)} under another call`);
  const honest = await asker.goOn(other);
  if (honest === undefined || !isAsHonest(honest, honest)) return { taken: [], once: [] };
  const what = other.tool === call.tool ? 'the same tool with other arguments' : `“${cut(other.tool, 60)}”`;
  return twice(async () => {
    const [own, theirs] = [await asker.begin(call), await asker.begin(other)];
    const sent = own && theirs && (await asker.goOnWith(theirs, own.state));
    if (own === undefined || sent === undefined || !isAsHonest(sent, honest)) return undefined;
    const says = `the state of “${cut(call.tool, 60)}” under ${what}`;
    return { how: 'under another call', says, sent, begun: own };
  });
}

/** Begun with credentials, gone on with without them. Another connection alone is nothing: the state is made for that. */
async function bySomebodyElse(bench: Bench, asker: Asker, call: ProbeCall, control: Sent): Promise<Found> {
  const [, stranger] = bench.steps;
  if (stranger === undefined) return { taken: [], once: [] };
  bench.tell('brings a state without credentials');
  const tried = await withLine(bench.dialer, stranger.dial, (line) => {
    const theirs = new Asker(line);
    return twice(async () => {
      const begun = await asker.begin(call);
      const sent = begun && (await theirs.goOnWith(begun, begun.state));
      if (begun === undefined || sent === undefined || !isAsHonest(sent, control)) return undefined;
      return { how: 'by somebody else', says: 'the state of somebody with credentials', sent, begun };
    });
  });
  // Strangers who cannot connect at all bring nothing.
  return tried.ok ? tried.value : { taken: [], once: [] };
}

/** Once is no proof, and no proof of the contrary: somebody has to look. */
function seenOnce(once: readonly Taken[], line: Line): ProbeVerdict {
  const ways = [...new Set(once.map(({ how, says }) => (how === 'changed' ? `changed (${says})` : how)))];
  return inconclusive(
    `It went on once with a state that was ${ways.slice(0, 4).join(', ')}, and refused that when it was tried again. Run it again, and look at what differs.`,
    { evidence: evidenceOf(once, line), era: 'modern' },
  );
}

function accused(line: Line, taken: readonly Taken[]): ProbeVerdict {
  const ways = [...new Set(taken.map(({ how }) => how))];
  const worst = taken.filter(({ how }) => how !== 'used again');
  const evidence = evidenceOf([...worst, ...taken.filter((one) => !worst.includes(one))], line);
  if (worst.length === 0)
    return inconclusive(
      'It went on a second time with a state that was used before. The specification leaves it to the server whether that may be: for review, above all where a call does something.',
      { evidence, era: 'modern' },
    );
  const changes = new Set(worst.filter(({ how }) => how === 'changed').map(({ says }) => says));
  const which =
    changes.size === 0
      ? ''
      : ` Changed: ${[...changes].slice(0, 3).join('; ')}${changes.size > 3 ? `; and ${changes.size - 3} more` : ''}.`;
  return verdict(
    'vulnerable',
    `It went on, as with an honest one, with a state that was ${ways.join(', ')}.${which} MCP 2026-07-28 has a server take what comes back for an attacker’s, and refuse what it did not give for this request.`,
    { evidence, era: 'modern' },
  );
}

const MOST_SHOWN = 4;

function evidenceOf(taken: readonly Taken[], { session }: Line): ProbeEvidence[] {
  return taken.slice(0, MOST_SHOWN).flatMap(({ says, sent, begun }): ProbeEvidence[] => [
    { says: 'Its state as it gave it', session, frame: begun.frame },
    { says: `Sent back: ${says}`, session: sent.session, frame: sent.request },
    { says: `It went on: ${sent.says}`, session: sent.session, frame: sent.frame },
  ]);
}

function refused(
  asker: Asker,
  line: Line,
  control: Sent,
  hasOther: boolean,
  hasCredentials: boolean,
): ProbeVerdict {
  const left = [
    ...(hasOther ? [] : ['no second call that asks was named, so that none was brought under another']),
    ...(hasCredentials ? [] : ['there are no credentials to do without']),
  ];
  return verdict(
    'not-observed',
    `Each of ${asker.followUps} follow-ups but the honest ones was refused, or asked anew.${left.length === 0 ? '' : ` Not tried: ${left.join('; ')}.`}`,
    { evidence: placed(line, control), era: 'modern' },
  );
}

function nothingAsks({ session }: Line): ProbeVerdict {
  return verdict(
    'not-testable',
    'None of the calls was answered with a question and a state of its own: name a call of a tool that asks back.',
    { evidence: [{ says: 'Calls that ask nothing', session }] },
  );
}

function broken({ problem }: Asker, evidence: ProbeEvidence[]): ProbeVerdict {
  const gone = problem ?? { code: 'not-answered', message: 'there was no answer that could be read' };
  return unanswered('It was not answered any more', gone, evidence);
}

function placed({ session }: Line, ...sent: Sent[]): ProbeEvidence[] {
  return sent.flatMap(({ begun, request, frame, says }) => [
    { says: 'Its state as it gave it', session, frame: begun.frame },
    { says: 'Gone on with', session, frame: request },
    { says, session, frame },
  ]);
}
