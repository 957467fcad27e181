import { ibanFits, luhnFits } from '../../support/checksum.ts';
import type { Text } from '../../text.ts';

export interface FoundNumber {
  what: string;
  from: number;
  to: number;
  masked: string;
}

const GROUPED =
  /(?<![\w.-])\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?![\w-])|(?<![\w.-])3[47]\d{2}([ -])\d{6}\2\d{5}(?![\w-])/g;
const IBAN = /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/g;
const CARD_NAME = /card|^pan$|^cc_?num/i;
/** Prefixes of the schemes, by length. */
const SCHEME =
  /^(?:4\d{15}|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01])\d{13}|3[47]\d{13}|6(?:011|5\d{2})\d{12}|35(?:2[89]|[3-8]\d)\d{12})$/;
/** What payment providers print for tests. */
const FOR_TESTS = new Set([
  '4242424242424242',
  '4111111111111111',
  '4000056655665556',
  '5555555555554444',
  '2223003122003222',
  '5200828282828210',
  '5105105105105100',
  '378282246310005',
  '371449635398431',
  '6011111111111117',
  '6011000990139424',
  '3566002020360505',
  '4012888888881881',
  '4222222222222',
  '3530111333300000',
  '5454545454545454',
  '4000000000000002',
  '4000000000009995',
  '5424000000000015',
  '4007000000027',
  '4532015112830366',
]);
const IBAN_LENGTH: Readonly<Record<string, number>> = {
  AT: 20,
  BE: 16,
  BG: 22,
  CH: 21,
  CY: 28,
  CZ: 24,
  DE: 22,
  DK: 18,
  EE: 20,
  ES: 24,
  FI: 18,
  FR: 27,
  GB: 22,
  GR: 27,
  HR: 21,
  HU: 28,
  IE: 22,
  IT: 27,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  MC: 27,
  MT: 31,
  NL: 18,
  NO: 15,
  PL: 28,
  PT: 25,
  RO: 24,
  SE: 24,
  SI: 19,
  SK: 24,
  TR: 26,
  UA: 29,
  AE: 23,
  SA: 24,
  IL: 23,
  BR: 29,
};
const SAMPLES =
  /^(?:GB(?:82|29)|DE89370400440532013000|FR1420041010050500013M02606|NL91ABNA0417164300|GB33BUKB20201555555555)/;

export function numbersIn(text: Text): FoundNumber[] {
  const { value } = text;
  const found: FoundNumber[] = [];
  if (!hasDigits(value, FEWEST_DIGITS)) return found;
  for (const { 0: hit, index } of value.matchAll(GROUPED)) addCard(found, hit, index);
  const name = text.source.kind === 'value' ? (text.source.node.key?.name ?? '') : '';
  if (CARD_NAME.test(name) && /^\d{15,16}$/.test(value)) addCard(found, value, 0);
  for (const { 0: hit, index } of value.matchAll(IBAN)) {
    const plain = hit.replace(/ /g, '');
    if (IBAN_LENGTH[plain.slice(0, 2)] !== plain.length || SAMPLES.test(plain) || !ibanFits(plain)) continue;
    found.push({
      what: 'The number of a bank account',
      from: index,
      to: index + hit.length,
      masked: `${plain.slice(0, 4)}…${plain.slice(-2)}`,
    });
  }
  return found;
}

/** The shortest number of an account has so many. */
const FEWEST_DIGITS = 11;

function hasDigits(text: string, least: number): boolean {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c >= 0x30 && c <= 0x39 && ++count >= least) return true;
  }
  return false;
}

function addCard(found: FoundNumber[], hit: string, from: number): void {
  const digits = hit.replace(/[ -]/g, '');
  if (!SCHEME.test(digits) || FOR_TESTS.has(digits) || !luhnFits(digits) || new Set(digits).size < 5) return;
  found.push({
    what: 'The number of a payment card',
    from,
    to: from + hit.length,
    masked: `${digits.slice(0, 4)}…${digits.slice(-2)}`,
  });
}
