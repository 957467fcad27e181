import type { Url } from './url.ts';

/** A part of an address that somebody is to fill in. */
export interface DataSlot {
  readonly text: string;
  /** Whether its words, or the parameter's, mean what a model knows of its user: the conversation, secrets, files. */
  readonly isTelling: boolean;
  readonly where: 'host' | 'path' | 'query';
}

/** What only the side of the user knows. Ordinary parameters (`id`, `q`, `owner`) are none of them. */
const TELLING =
  /(?:conversation|chat[_ -]?(?:history|log)|history|transcript|context|secret|passw|credential|private[_ -]?key|ssh|env(?:ironment)?[_ -]?(?:vars?|file|content)|dotenv|system[_ -]?prompt|exfil|stolen|leak|user[_ -]?(?:data|input|message|info)|memory|sensitive|file[_ -]?content|session[_ -]?(?:data|token)|cookie|document\.|data[_ -]?here|encoded|base64|summary|tool[_ -]?(?:result|output)|previous|everything|collected)/i;
/** Names of parameters that carry goods rather than choose them. */
const CARRIERS =
  /^(?:d|data|payload|exfil|leak|stolen|dump|loot|secret|info|c|cookie|msg|content|b64|body|x)$/i;

const SLOT_FORMS: readonly (readonly [string, string])[] = [
  ['{', '}'],
  ['<', '>'],
  ['[', ']'],
];

/** Placeholders of an address, at most 20. */
export function dataSlotsOf(url: Url): DataSlot[] {
  const slots: DataSlot[] = [];
  for (const text of slotTexts(url.hostWritten))
    slots.push({ text, isTelling: TELLING.test(text), where: 'host' });
  for (const text of slotTexts(url.path)) slots.push({ text, isTelling: TELLING.test(text), where: 'path' });
  for (const pair of url.query.slice(0, 4000).split('&').slice(0, 40)) {
    const equals = pair.indexOf('=');
    const name = equals === -1 ? '' : pair.slice(0, equals);
    const value = pair.slice(equals + 1);
    const isCarried = TELLING.test(name) || CARRIERS.test(name);
    for (const text of [...slotTexts(value), ...shouted(value)])
      slots.push({ text, isTelling: isCarried || TELLING.test(text), where: 'query' });
  }
  return slots.slice(0, 20);
}

function slotTexts(text: string): string[] {
  const found: string[] = [];
  if (text === '') return found;
  for (const [open, close] of SLOT_FORMS) {
    for (let at = text.indexOf(open); at !== -1 && found.length < 20;) {
      const end = text.indexOf(close, at);
      if (end === -1) break;
      const inner = text
        .slice(at + 1, end)
        .replaceAll(open, '')
        .trim();
      // An address of IPv6 stands in brackets too.
      if (inner !== '' && inner.length <= 100 && !(open === '[' && /^[0-9a-fA-F:.]*$/.test(inner)))
        found.push(inner);
      at = text.indexOf(open, end);
    }
  }
  if (/%s\b/.test(text)) found.push('%s');
  return found;
}

/** `YOUR_DATA`, `SECRET_HERE`: a value in capitals with two words or more. */
function shouted(value: string): string[] {
  const variable = /^(?:\$|%24)([A-Za-z]{2,20}(?:_[A-Za-z]{2,20}){0,4})$/.exec(value);
  if (variable !== null) return [variable[1]!];
  return /^[A-Z]{2,20}(?:_[A-Z]{2,20}){1,4}$/.test(value) ? [value] : [];
}

/** A parameter left open at the end of an address: `…?data=`. */
export function isOpenEnded(url: Url): boolean {
  const last = url.query.slice(url.query.lastIndexOf('&') + 1);
  return last.endsWith('=') && last.length > 1;
}

/** A long value no reader can read: what an image would carry away once it was filled in. */
export function carriesCargo(url: Url): boolean {
  return url.query
    .split('&')
    .slice(0, 40)
    .some((pair) => {
      const value = pair.slice(pair.indexOf('=') + 1);
      const name = pair.slice(0, Math.max(0, pair.indexOf('=')));
      return (
        CARRIERS.test(name) && value.length >= 48 && /^[A-Za-z0-9+/_%=-]+$/.test(value) && /[0-9]/.test(value)
      );
    });
}
