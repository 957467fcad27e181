import type { Oracle, Seen } from '../oracle.ts';
import { expected, isAnswer, says } from '../said.ts';
import { othersOf } from '../further.ts';
import type { Expectation } from '../strategy.ts';

type Listening = Extract<Expectation, { kind: 'listener' }>;

/** The plain way to ask is told apart by its path. */
const isPlain = (path: string): boolean => /(?:^|\/)plain\//.test(path);

/** A line of a head that the word stands in: it was carried along to where somebody else pointed. */
const isHeader = (path: string): boolean => /^[\w-]+:\s/.test(path);

function callsOf({ asked }: Seen, { as }: Listening): Seen['asked'] {
  const begins = as?.toLowerCase();
  return asked.filter(
    ({ path }) =>
      !isPlain(path) && (begins === undefined ? !isHeader(path) : path.toLowerCase().startsWith(begins)),
  );
}

function isGotRound(seen: Seen, expectation: Listening): boolean {
  if (expectation.unless === undefined) return true;
  if (seen.asked.some(({ path }) => isPlain(path))) return false;
  const plain = othersOf(seen, expectation)[0]?.filter(isAnswer) ?? [];
  return plain.length > 0 && !plain.some(({ text }) => says(text, seen.listener?.body ?? ''));
}

export const listenerAsked: Oracle = {
  meta: {
    id: 'listener-asked',
    title: 'Our listener is asked',
    about:
      'Somebody asks a listener on this machine for a random word that only this payload holds: the server made a request to where the payload says.',
    falseAlarm:
      'The tool is meant to open any address, also of this machine. The word it was asked for is random, so nobody guessed it.',
    certainty: 'certain',
  },
  judge(seen) {
    for (const expectation of expected(seen, 'listener')) {
      const [call] = callsOf(seen, expectation);
      if (call === undefined || !isGotRound(seen, expectation)) continue;
      const isRead = says(seen.heard.text, seen.listener?.body ?? '');
      const rest = isRead ? ' What it answered came back: it can be read, too.' : '';
      return {
        says: `The listener was asked for ${call.path} from ${call.from}.${rest}`,
        ...(isRead ? { quotes: [seen.listener?.body ?? ''] } : {}),
      };
    }
    return undefined;
  },
  suspects: (seen) => expected(seen, 'listener').some((one) => callsOf(seen, one).length > 0),
};
