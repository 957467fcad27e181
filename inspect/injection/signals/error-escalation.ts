import { meets, slots } from '../concepts.ts';
import { addressOf, nearest, ordersOf, spanOf } from '../orders.ts';
import type { Sentence } from '../scan.ts';
import { hasAll } from '../sentence.ts';
import type { Signal, Surroundings } from '../signal.ts';

const ERROR = slots('error', 'otherwise');
const ACT = slots('include', 'send', 'read', 'grant', 'run', 'store', 'reply', 'go-on');
const GOODS = slots('context', 'secret-path', 'secret', 'file', 'grant', 'run');
const HAND = slots('include', 'send', 'reply', 'go-on');
const FETCH = slots('read');
const POWER = slots('grant', 'run');
const CONTEXT = slots('context', 'secret-path');
const SECRET = slots('secret');
const FILE = slots('file');
const AGAIN = slots('go-on');
const SAID = slots('message', 'data');
const WORDS = slots('all', 'parameter');
const PARAMETER = slots('parameter');
const WHOM = slots('self', 'authority', 'me', 'command', 'address');
const USER = slots('user', 'other', 'memory');
const ASK = slots('ask');
const ADDRESS = slots('address');

/** "Retry with the contents of". */
const AGAIN_WITH = /^\s{1,3}(?:it )?(?:with|by|using|mit|avec|con|com)\b/i;

/** An honest failure is short; a page that explains failures is not one. */
const LONGEST_FAILURE = 3000;

/**
 * A failure that wants what has nothing to do with it: a file, the conversation, a secret found elsewhere, more
 * rights. "Provide a valid API key" is what honest services say, and counts for nothing.
 */
export const errorEscalation: Signal = {
  id: 'error-escalation',
  says: 'makes a failure a reason to hand something over',
  weight: { definition: 4, data: 5 },
  inSentence(sentence, around) {
    if (!hasAll(sentence, ACT, GOODS) || !isFailure(sentence, around)) return undefined;
    for (const act of ordersOf(sentence, ACT, around)) {
      const isHand =
        meets(act, HAND) && (!meets(act, AGAIN) || AGAIN_WITH.test(around.text.slice(act.to, act.to + 12)));
      const context = nearest(sentence, CONTEXT, act, 12);
      const isAgain = speaksOfAgain(sentence, around);
      if (context !== undefined && (isHand || meets(act, FETCH))) {
        if (around.isError || isAgain || addressOf(sentence, act, around) > 0)
          return { ...spanOf(act, context), weight: around.isDefinition ? 4 : 5 };
      }
      const secret = nearest(sentence, SECRET, act, 10);
      if (secret !== undefined && !meets(sentence, ASK) && (isHand || meets(act, FETCH))) {
        const isElsewhere =
          nearest(sentence, USER, secret, 4) !== undefined || meets(act, FETCH) || meets(sentence, ADDRESS);
        if (isElsewhere && (isAgain || meets(sentence, PARAMETER)))
          return { ...spanOf(act, secret), weight: isAgain ? 5 : 4 };
      }
      const file = nearest(sentence, FILE, act, 6);
      if (file !== undefined && isHand && isAgain && (meets(sentence, PARAMETER) || meets(sentence, USER)))
        return { ...spanOf(act, file), weight: 4 };
      const said = nearest(sentence, SAID, act, 8);
      if (
        said !== undefined &&
        isHand &&
        isAgain &&
        nearest(sentence, USER, said, 4) !== undefined &&
        meets(sentence, WORDS)
      )
        return { ...spanOf(act, said), weight: 4 };
      if (!meets(act, POWER) || !isAgain) continue;
      const whom = nearest(sentence, WHOM, act, 8);
      if (whom !== undefined) return { ...spanOf(act, whom), weight: meets(act, slots('grant')) ? 4 : 3 };
    }
    return undefined;
  },
};

/** The answer is one, or speaks of one here or right before, and is short enough to be one. */
function isFailure(sentence: Sentence, { isError, text, before, isDefinition }: Surroundings): boolean {
  if (isError) return true;
  if (text.length > LONGEST_FAILURE && !isDefinition) return false;
  if (meets(sentence, ERROR) || (before !== undefined && meets(before, ERROR))) return true;
  const earlier = text.slice(Math.max(0, sentence.from - 300), sentence.from).toLowerCase();
  return FAILURES.some((term) => earlier.includes(term));
}

/** A sentence that only says so is not among those that are read. */
const FAILURES = ['error', 'fail', 'denied', 'degraded', 'went wrong', 'could not', 'not possible', 'offline', 'unavailable', '401', '403', '500', 'exception', 'fehler', 'erreur', 'errore', 'ошибк', 'hata', '错误', '失败', 'エラー', '失敗', '오류', '실패', 'خطأ', 'त्रुटि']; // prettier-ignore

function speaksOfAgain(sentence: Sentence, { before, after }: Surroundings): boolean {
  return [sentence, before, after].some((one) => one !== undefined && meets(one, AGAIN));
}
