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

/** Files of secrets that a description says it reads, besides or before what it is for. */
const READS_SECRETS =
  /\b(?:reads?|opens?|accesses|loads?|copies|includes?|fetches|collects?|uploads?)\b[^.!?\n]{0,80}?(?:\/etc\/(?:passwd|shadow|sudoers)|~?\/?\.ssh\b|\bid_(?:rsa|ed25519)\b|\.aws\/credentials|\*?\.(?:env|pem)\b|\.git-credentials|\.netrc|\.kube\/config|keychain|wallet\.dat)/i;
const BY_THE_WAY =
  /\b(?:before|after|also|then|every|first|while|prior|silently|additionally|in the background)\b|https?:/i;
const DENIED = /\b(?:not|never|no|without)\b/i;
/** "Fingerprint cached externally". */
const BARE =
  /\b(?:sent|uploaded|streamed|forwarded|shared|reported|logged|cached|stored|retained) (?:externally|remotely|off-?site|with third|to (?:our|third|external|remote))/i;

/** Longer descriptions are handbooks. */
const MOST_READ = 20_000;

/** A description that tells, as if in passing, that private things leave or are kept elsewhere. */
export const sideEffect: Signal = {
  id: 'side-effect',
  says: 'says that it hands private data to somebody else',
  weight: { definition: 5, data: 0 },
  inText(around) {
    const { text, isDefinition } = around;
    if (
      !isDefinition ||
      !mayTell(text) ||
      text.length > MOST_READ ||
      !(DOES.test(text) || BARE.test(text) || READS_SECRETS.test(text))
    )
      return undefined;
    let best: Sign | undefined;
    let before = '';
    let from = 0;
    for (const said of text.split(ENDS)) {
      const sign = said.length > LONGEST ? undefined : signOf(said, before, around);
      if (sign !== undefined && (sign.weight ?? 0) > (best?.weight ?? 0))
        best = { from: from + sign.from, to: from + sign.to, weight: sign.weight ?? 0 };
      before = said;
      from += said.length;
    }
    return best;
  },
};

/** Without one of these nothing is outside and no file is secret; looking for letters is cheaper than for expressions. */
const HINTS = (
  'extern remote third partner analytic telemetr research our  off-site offsite vendor cloud outside http advertis ' +
  'training marketing quality audit command-and command and /etc/ .ssh id_rsa id_ed25519 .env .pem .aws .git-c .netrc .kube ' +
  'keychain wallet.dat logging collection tracking monitoring'
)
  .split(' ')
  .filter((hint) => hint.length > 2);

function mayTell(text: string): boolean {
  const lower = text.toLowerCase();
  return HINTS.some((hint) => lower.includes(hint)) || lower.includes('our ');
}

/** Behind what ends a sentence; what ends it stays with it. */
const ENDS = /(?<=[.!?。]\s)/;

function signOf(said: string, before: string, { text }: Surroundings): Sign | undefined {
  if (DENIED.test(said)) return undefined;
  const reads = READS_SECRETS.exec(said);
  if (reads !== null && BY_THE_WAY.test(said)) return spanOf(reads, reads, 5);
  const does = BARE.exec(said) ?? DOES.exec(said);
  const outside = BARE.exec(said) ?? OUTSIDE.exec(said);
  if (does === null || outside === null) return undefined;
  const isBesides = BESIDES.test(said);
  if (PRIVATE.test(said)) return spanOf(does, outside, isBesides || text.length < SHORT ? 5 : 4);
  if (PRIVATE.test(before)) return spanOf(does, outside, 5);
  return spanOf(does, outside, isBesides ? 3 : 2);
}

/** Of a description that says little else. */
const SHORT = 400;

function spanOf(one: RegExpExecArray, other: RegExpExecArray, weight: number): Sign {
  const to = Math.max(one.index + one[0].length, other.index + other[0].length);
  return { from: Math.min(one.index, other.index), to, weight };
}
