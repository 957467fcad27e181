import { meets, slots } from '../concepts.ts';
import { addressOf, nearest, ordersOf, spanOf } from '../orders.ts';
import { isProse } from '../stretch.ts';
import type { Signal } from '../signal.ts';

const STORE = slots('store', 'include', 'change', 'install', 'run');
const KEEP = slots('store');
const MEMORY = slots('memory');
const FOR_GOOD = slots('from-now-on');

/** Behind a noun: "notes are kept". */
const IS = /^ (?:is|are|was|were|will|can|has|have) /;

/** Tools whose work it is to keep things. */
const KEEPERS =
  /memor|remember|note|recall|knowledge|cron|schedul|hook|profile|preference|rule|config|setting/i;

/** Something is to stay when the session is over: in memory, in rules files, in files that run at every start. */
export const persistence: Signal = {
  id: 'persistence',
  says: 'plants something for later sessions',
  weight: { definition: 4, data: 4 },
  inSentence(sentence, around) {
    if (!meets(sentence, STORE) || !(meets(sentence, MEMORY) || meets(sentence, FOR_GOOD))) return undefined;
    for (const act of ordersOf(sentence, STORE, around)) {
      if (IS.test(around.text.slice(act.to, act.to + 8))) continue;
      const memory = nearest(sentence, MEMORY, act, 16);
      const forGood = nearest(sentence, FOR_GOOD, act, 20);
      if (memory === undefined && (forGood === undefined || !meets(act, KEEP))) continue;
      const span = spanOf(act, memory ?? forGood!);
      if (!isProse(around.text, span)) continue;
      const isFile = memory !== undefined && isStartupFile(around.text.slice(memory.from, memory.to));
      if (around.isDefinition) {
        if (KEEPERS.test(around.own)) return { ...span, weight: isFile ? 2 : 1 };
        if (memory !== undefined && (isFile || forGood !== undefined)) return { ...span, weight: 5 };
        return { ...span, weight: memory === undefined ? 3 : 4 };
      }
      if (addressOf(sentence, act, around) > 0)
        return { ...span, weight: isFile || forGood !== undefined ? 5 : 4 };
      if (isFile && around.isError) return { ...span, weight: 4 };
    }
    return undefined;
  },
};

/** `.bashrc`, `CLAUDE.md`, `crontab`; not memory as such. */
function isStartupFile(written: string): boolean {
  return written.includes('.') || written.includes('/') || /cron|launch|systemd|hooks/i.test(written);
}
