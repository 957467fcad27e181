import type { Control, Heard } from './oracle.ts';

/** What differs by less than that share is alike. */
const ALIKE = 0.1;
const LEAST_BYTES = 32;
/** Times below that say nothing, however many times as long they are. */
const LEAST_MS = 30;
const SLOW = 4;

/** How an answer differs from that to the valid message, in words; undefined: it is alike. */
export function againstControl(heard: Heard, { heard: answers, ms, bytes }: Control): string | undefined {
  const usual = answers.find(({ outcome }) => outcome !== 'no-answer' && outcome !== 'not-sent');
  if (usual === undefined || heard.outcome === 'not-sent') return undefined;
  const words: string[] = [];
  const wasSeen = answers.some(({ outcome, code }) => outcome === heard.outcome && code === heard.code);
  if (!wasSeen) words.push(outcomeWords(heard));
  if (heard.outcome === 'no-answer' || heard.outcome === 'closed') return words.join(', ') || undefined;
  const grown = heard.bytes - bytes;
  // Where the valid message has answers of many sizes, one of them is no difference.
  const sizes = answers.map((one) => one.bytes);
  const isWithin = heard.bytes >= Math.min(...sizes) && heard.bytes <= Math.max(...sizes);
  if (!isWithin && Math.abs(grown) > Math.max(LEAST_BYTES, bytes * ALIKE))
    words.push(`size ${grown < 0 ? '−' : '+'}${grouped(Math.abs(grown))}`);
  const times = heard.ms / Math.max(ms, 1);
  const isSlower = heard.ms > Math.max(...answers.map((one) => one.ms));
  if (isSlower && heard.ms - ms >= LEAST_MS && times >= SLOW)
    words.push(`slow ×${grouped(Math.round(times))}`);
  return words.length === 0 ? undefined : words.join(', ');
}

function outcomeWords({ outcome, code }: Heard): string {
  switch (outcome) {
    case 'ok':
      return 'succeeds';
    case 'tool-error':
      return 'tool error';
    case 'error':
      return code === undefined ? 'error' : `error ${code}`;
    case 'no-answer':
      return 'no answer';
    case 'closed':
      return 'connection closed';
    case 'not-sent':
      return 'not sent';
  }
}

/** Written out, so that it is the same in every country. */
function grouped(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
