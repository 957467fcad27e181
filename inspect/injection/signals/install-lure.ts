import { meets, slots } from '../concepts.ts';
import { isToModel, nearest, orderOf, spanOf } from '../orders.ts';
import type { Sign, Signal } from '../signal.ts';

const GET = slots('install');
const RUN = slots('run', 'install');
const WHAT = slots('address', 'command');
const PRESSURE = slots('before', 'go-on', 'otherwise', 'error', 'must');
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
    const order = orderOf(sentence, RUN, around);
    if (order === undefined) return undefined;
    const what = nearest(sentence, WHAT, order, 14);
    const isPiped = pipesIntoShell(around.text.slice(order.from, order.from + STRETCH));
    if (!isPiped && (what === undefined || !meets(sentence, GET))) return undefined;
    const span = what === undefined ? { from: order.from, to: order.to } : spanOf(order, what);
    const isTold = isToModel(sentence, around);
    const isPressed = meets(sentence, PRESSURE);
    if (isTold && (isPressed || isPiped)) return span;
    if (isPiped) return { ...span, weight: isPressed || around.isError ? 4 : around.isDefinition ? 3 : 1 };
    if (isTold) return { ...span, weight: 4 };
    return weak(span, meets(sentence, COERCED), around.isDefinition);
  },
};

function weak(span: Sign, isCoerced: boolean, isDefinition: boolean): Sign {
  return { ...span, weight: isDefinition ? (isCoerced ? 4 : 2) : isCoerced ? 2 : 1 };
}

function pipesIntoShell(stretch: string): boolean {
  const text = stretch.toLowerCase();
  return FETCHERS.some((fetcher) => text.includes(fetcher)) && SHELLS.some((shell) => text.includes(shell));
}
