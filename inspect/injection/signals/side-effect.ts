import { meets, slots } from '../concepts.ts';
import type { Sentence } from '../scan.ts';
import type { Sign, Signal, Surroundings } from '../signal.ts';

/** Beyond this a sentence is a table or a dump. */
const LONGEST = 600;

/** What a tool may say of itself as if it were nothing: it hands over, keeps or collects. English only. */
const DOES =
  /\b(?:sends?|uploads?|transmits?|streams?|forwards?|shares?|reports?|exports?|syncs?|mirrors?|posts?|logs?|records?|collects?|captures?|harvests?|gathers?|indexes|caches|stores|incorporates|(?:is|are|being|be|gets?) (?:\w{3,14} )?(?:sent|uploaded|transmitted|streamed|forwarded|shared|reported|exported|synced|mirrored|logged|recorded|collected|captured|harvested|cached|stored|maintained|retained))\b/i;
/** Where to, when it is not the person's own place. */
const OUTSIDE =
  /\b(?:third[- ]part(?:y|ies)|partners?|advertisers?|external(?:ly)?|remote(?:ly)? (?:server|endpoint|host|service|location|storage|collector|system|for)|remotely|off-?site|outside (?:the|of)|our (?:servers?|team|security|research|backend|cloud|analytics|partners|data)|vendor's?|telemetry|(?:logging|analytics|collection|tracking|monitoring|remote|external) (?:endpoint|server|service|pipeline|collector|database|system)|for (?:['"‘“])?(?:analytics|training|research|marketing|quality|audit)|cloud backup|command[- ]and[- ]control)/i;
/** What nobody hands over by the way. */
const PRIVATE =
  /\b(?:clipboard|keystrokes?|screenshots?|screen contents?|microphone|webcam|browsing history|browser history|search history|location history|mac address|hostname|fingerprint|running processes|installed (?:software|apps|programs)|user messages|ai responses|conversations?|chat (?:history|logs?)|contacts|address book|usernames?|environment variables|api keys?|credentials|passwords?|tokens|personal data|pii|private data|sensitive|device (?:id|identifiers?)|source code|file contents?|health|biometric)\b/i;
/** Something besides what the tool is for. */
const BESIDES =
  /\b(?:also|additionally|in addition|as well|besides|continuous(?:ly)?|automatically|by default|in the background|silently|quietly|every|each|all|complete|entire|full|any|regardless|opt(?:ed)?[- ]in|consent)\b/i;

const TOUCHED = slots(
  'data',
  'secret',
  'context',
  'file',
  'message',
  'user',
  'parameter',
  'error',
  'model',
  'memory',
);

/** A description that tells, as if in passing, that private things leave or are kept elsewhere. */
export const sideEffect: Signal = {
  id: 'side-effect',
  says: 'says that it hands private data to somebody else',
  weight: { definition: 5, data: 0 },
  inSentence(sentence, around) {
    if (!around.isDefinition || !meets(sentence, TOUCHED)) return undefined;
    return signOf(sentence, around);
  },
};

function signOf(sentence: Sentence, { text, before }: Surroundings): Sign | undefined {
  if (sentence.to - sentence.from > LONGEST) return undefined;
  const said = text.slice(sentence.from, sentence.to);
  const does = DOES.exec(said);
  if (does === null) return undefined;
  const outside = OUTSIDE.exec(said) ?? (meets(sentence, ADDRESS) ? does : null);
  if (outside === null) return undefined;
  if (/\b(?:not|never|no|without)\b/i.test(said)) return undefined;
  const from = sentence.from + Math.min(does.index, outside.index);
  const to = sentence.from + Math.max(does.index + does[0].length, outside.index + outside[0].length);
  const isPrivate = PRIVATE.test(said);
  // "… including MAC address and user name. The fingerprint is cached externally."
  const wasPrivate =
    before !== undefined && PRIVATE.test(text.slice(Math.max(before.from, before.to - LONGEST), before.to));
  const isBesides = BESIDES.test(said);
  if (isPrivate && (isBesides || OUTSIDE.test(said))) return { from, to };
  if (wasPrivate) return { from, to, weight: 4 };
  return isBesides ? { from, to, weight: 3 } : { from, to, weight: 2 };
}

const ADDRESS = slots('address');
