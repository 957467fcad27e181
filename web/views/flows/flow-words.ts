import type { FlowKind, FlowTagName, FlowWord } from '../../../protocol/flows.ts';

/** On a tool in a picture: as short as it can be. */
export const TAG_WORDS: Record<FlowTagName, string> = {
  'untrusted-source': 'strangers’ text',
  'private-data': 'private data',
  egress: 'sends out',
  exec: 'runs code',
  destructive: 'destroys',
  money: 'moves money',
  persistence: 'keeps',
  'file-write': 'writes files',
};

export const TAG_SENTENCES: Record<FlowTagName, string> = {
  'untrusted-source': 'It reads what strangers write.',
  'private-data': 'It reads what is private.',
  egress: 'It sends to others, or asks an address that its caller chooses.',
  exec: 'It runs code or commands.',
  destructive: 'It deletes or overwrites.',
  money: 'It moves money.',
  persistence: 'What it is given stays after the session.',
  'file-write': 'It writes files.',
};

/** What happens at a step, on its arrow. */
export const STEP_WORDS: Record<FlowTagName, string> = {
  'untrusted-source': 'strangers’ text in',
  'private-data': 'private data in',
  egress: 'it goes out',
  exec: 'code is run',
  destructive: 'something is destroyed',
  money: 'money moves',
  persistence: 'it is kept',
  'file-write': 'it is written to a file',
};

/** Tools that bring something to the agent; through all others the agent acts. */
export function bringsIn(tag: FlowTagName): boolean {
  return tag === 'untrusted-source' || tag === 'private-data';
}

export const KIND_TITLES: Record<FlowKind, string> = {
  'untrusted-to-exec': 'A stranger’s text can end in code that runs',
  trifecta: 'A stranger’s text can send private data out, across servers',
  'single-server-trifecta': 'A stranger’s text can send private data out, within one server',
  'untrusted-to-money': 'A stranger’s text can end in a payment',
  'untrusted-to-destructive': 'A stranger’s text can end in something destroyed',
  'untrusted-to-persistence': 'A stranger’s text can stay and be read again',
  'private-to-egress': 'Private data can leave',
};

export const KIND_WORDS: Record<FlowKind, string> = {
  'untrusted-to-exec':
    'An order hidden in what one tool reads can make the agent run it with another. Nothing has to be wrong with either tool.',
  trifecta:
    'Strangers’ text, private data and a way out in one agent are called the lethal trifecta: an order hidden in the first can send the second through the third.',
  'single-server-trifecta':
    'This server alone brings strangers’ text, private data and a way out: the lethal trifecta. Whoever can write where it reads can have the rest sent.',
  'untrusted-to-money': 'An order hidden in what one tool reads can make the agent pay with another.',
  'untrusted-to-destructive':
    'An order hidden in what one tool reads can make the agent delete with another.',
  'untrusted-to-persistence':
    'What is kept is read again in later sessions, then without the text it came from beside it.',
  'private-to-egress':
    'No connected tool is known to read what strangers write, so somebody else would have to give the order.',
};

const FROM_WORDS: Record<FlowWord['from'], string> = {
  name: 'in its name',
  description: 'in its description',
  parameter: 'a parameter',
  annotation: 'an annotation, which is the server’s own claim',
};

export interface Reason {
  from: FlowWord['from'];
  /** The server's. */
  texts: string[];
  where: string;
}

/** The words of a tag by where they stand. */
export function reasonsOf(words: readonly FlowWord[]): Reason[] {
  const reasons: Reason[] = [];
  for (const { text, from } of words) {
    const known = reasons.find((reason) => reason.from === from);
    if (known === undefined) reasons.push({ from, texts: [text], where: FROM_WORDS[from] });
    else if (!known.texts.includes(text)) known.texts.push(text);
  }
  return reasons;
}
