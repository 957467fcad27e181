import { meets, slots } from '../concepts.ts';
import { addressOf, nearest, orderOf, spanOf } from '../orders.ts';
import type { Hit, Sentence } from '../scan.ts';
import type { Signal, Surroundings } from '../signal.ts';

const GET = slots('install');
const RUN = slots('run', 'install');
const FETCH = slots('read', 'include', 'call');
const AGAIN = slots('go-on', 'call', 'otherwise');
const WHAT = slots('address', 'command');
const ADDRESS = slots('address');
const ERROR = slots('error');
const COERCED = slots('before', 'go-on', 'otherwise');

/** What a command that fetches and runs in one breath holds: a fetcher, then a pipe or a substitution into a shell. */
const FETCHERS = ['curl ', 'wget ', 'iwr ', 'irm ', 'invoke-webrequest', 'downloadstring'];
const SHELLS = [
  '| sh',
  '|sh',
  '| bash',
  '|bash',
  '| sudo',
  '| iex',
  '|iex',
  '| zsh',
  '| python',
  '| node',
  '<(curl',
  '<(wget',
  '$(curl',
  'iex(',
];
const STRETCH = 300;

/**
 * The model is to fetch and run a program. Install lines are everywhere in documentation: what counts is that
 * a model is told to, or that nothing goes on without it.
 */
export const installLure: Signal = {
  id: 'install-lure',
  says: 'wants a program fetched and run',
  weight: { definition: 5, data: 5 },
  inSentence(sentence, around) {
    if (!meets(sentence, RUN)) return undefined;
    const order = orderOf(sentence, RUN, around) ?? fetched(sentence, around);
    if (order === undefined) return undefined;
    const what = nearest(sentence, WHAT, order, 14);
    const isPiped = pipesIntoShell(around.text.slice(order.from, order.from + STRETCH));
    if (!isPiped && (what === undefined || !meets(sentence, GET))) return undefined;
    const span = what === undefined ? { from: order.from, to: order.to } : spanOf(order, what);
    const told = addressOf(sentence, order, around);
    const isCoerced =
      meets(sentence, COERCED) || (around.before !== undefined && meets(around.before, ERROR));
    if (told > 0 && (isPiped || isCoerced || told === 2)) return span;
    if (isPiped && isCoerced && meets(sentence, AGAIN)) return span;
    if (isPiped) return { ...span, weight: isCoerced || around.isError ? 4 : around.isDefinition ? 4 : 1 };
    if (around.isDefinition)
      return { ...span, weight: isCoerced ? (meets(what ?? order, ADDRESS) ? 5 : 4) : 2 };
    return isCoerced && what !== undefined && meets(what, ADDRESS) ? { ...span, weight: 3 } : undefined;
  },
};

/** "Put it in with `npm install x`": another verb, and an install command behind it. */
function fetched(sentence: Sentence, around: Surroundings): Hit | undefined {
  if (!meets(sentence, GET)) return undefined;
  const order = orderOf(sentence, FETCH, around);
  return order !== undefined && nearest(sentence, GET, order, 10) !== undefined ? order : undefined;
}

function pipesIntoShell(stretch: string): boolean {
  const text = stretch.toLowerCase();
  return FETCHERS.some((fetcher) => text.includes(fetcher)) && SHELLS.some((shell) => text.includes(shell));
}
