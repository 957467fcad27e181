// Keeps what a call is about in one place for all of them, so that calls at the same time get each other's words.
//   --honest  each call keeps its own
//   --swaps   answers pairs of calls with each other's ids
//   --backwards=N   answers every N calls in one go, the last one first
//   --dies-after=N  answers so many calls, and ends with the next one
//   --never         answers no call
import { isCall, later, option, plainAnswer, readMessages, send, text, tool } from '../stdio.mjs';

const isHonest = option('honest', false);
const swaps = option('swaps', false);
const server = { name: 'mixes-up', tools: [tool('say', 'Says the word again.')] };
const backwards = option('backwards', 0);
const never = option('never', false);
let left = option('dies-after', Infinity);
let stack = [];
let shared;
let waiting;

async function say({ id, params }) {
  if (never) return;
  const own = String(params?.arguments?.word ?? '');
  shared = own;
  await later(5);
  await send({ jsonrpc: '2.0', id, result: text(isHonest || swaps ? own : shared) });
}

function swap(message) {
  const other = waiting;
  waiting = undefined;
  if (other === undefined) {
    waiting = message;
    return;
  }
  void say({ ...message, id: other.id });
  void say({ ...other, id: message.id });
}

await readMessages(async (message) => {
  // Not waited for: the next call is read meanwhile.
  if (isCall(message)) {
    if (swaps) swap(message);
    else if (backwards > 0) {
      stack.unshift(message);
      if (stack.length < backwards) return;
      for (const one of stack) await say(one);
      stack = [];
    } else if (left !== Infinity) {
      if (left-- <= 0) process.exit(3);
      await say(message);
    } else void say(message);
    return;
  }
  const answer = plainAnswer(message, server);
  if (answer !== undefined) await send(answer);
});
