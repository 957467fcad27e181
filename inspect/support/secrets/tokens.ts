import { entropyOf } from '../entropy.ts';
import { masked } from '../mask.ts';
import { isSample } from '../placeholder.ts';
import type { Provider } from './provider.ts';
import { CODE_PROVIDERS } from './providers-of-code.ts';
import { SERVICE_PROVIDERS } from './providers-of-services.ts';
import type { Secret } from './secret.ts';

const PROVIDERS = [...CODE_PROVIDERS, ...SERVICE_PROVIDERS];
const LONGEST = 1300;
const NEAR = 300;
/** Random letters and digits of the shortest token come to more; words do not. */
const LEAST_ENTROPY = 3;

const byMark = new Map<string, Provider[]>();
for (const provider of PROVIDERS)
  for (const mark of provider.marks) byMark.set(mark, [...(byMark.get(mark) ?? []), provider]);

const escaped = (marks: string[]): string =>
  marks
    // A longer mark says more than a shorter one that it begins with.
    .sort((a, b) => b.length - a.length)
    .map((mark) => mark.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|');
const marksOf = (isInside: boolean): string[] => [
  ...new Set(PROVIDERS.filter((one) => (one.back !== undefined) === isInside).flatMap((one) => one.marks)),
];
/** All marks in one pass: literals only, so the time does not depend on what stands in a text. */
const ANY_MARK = `(?<![A-Za-z0-9])(?:${escaped(marksOf(false))})|(?:${escaped(marksOf(true))})`;

/** Credentials that their issuer made recognisable. */
export function tokensIn(text: string): Secret[] {
  const found: Secret[] = [];
  let end = 0;
  for (const hit of text.matchAll(new RegExp(ANY_MARK, 'g'))) {
    if (hit.index < end) continue;
    const secret = tokenAt(text, hit.index, hit[0]);
    if (secret === undefined) continue;
    found.push(secret);
    end = secret.to;
    if (secret.what === AWS_ID) found.push(...awsSecretNear(text, secret));
  }
  return found;
}

function tokenAt(text: string, at: number, mark: string): Secret | undefined {
  for (const provider of byMark.get(mark) ?? [])
    for (const back of provider.back ?? [0]) {
      const from = at - back;
      if (from < 0 || (back > 0 && isWordCharacter(text.charCodeAt(from - 1)))) continue;
      const token = provider.shape.exec(text.slice(from, from + LONGEST))?.[0];
      if (token === undefined) continue;
      if (provider.near !== undefined && !text.slice(Math.max(0, from - NEAR), from).includes(provider.near))
        continue;
      const body = back > 0 ? token : token.slice(mark.length);
      if (isSample(body) || entropyOf(body) < LEAST_ENTROPY) continue;
      return judged(provider, token, from);
    }
  return undefined;
}

function judged(provider: Provider, token: string, from: number): Secret {
  const fits = provider.check?.fits(token) === true;
  const isMadeUp = provider.check?.isRequired === true && !fits;
  return {
    kind: 'token',
    what: provider.what,
    from,
    to: from + token.length,
    masked: masked(token),
    severity: isMadeUp ? 'low' : provider.severity,
    confidence: fits ? 'certain' : isMadeUp ? 'tentative' : 'firm',
    notes: isMadeUp
      ? 'Its checksum does not fit: it was made up or altered.'
      : fits
        ? 'Its checksum fits.'
        : (provider.note ?? ''),
  };
}

const AWS_ID = 'an AWS access key id';
const AWS_SECRET = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])/g;

/** The secret of an access key has no mark of its own; beside its id it is known. */
function awsSecretNear(text: string, id: Secret): Secret[] {
  const start = Math.max(0, id.from - NEAR);
  for (const { 0: value, index } of text.slice(start, id.to + NEAR).matchAll(AWS_SECRET)) {
    const isRandom =
      /[a-z]/.test(value) && /[A-Z]/.test(value) && /[0-9]/.test(value) && entropyOf(value) > 4;
    if (!isRandom || isSample(value)) continue;
    return [
      {
        kind: 'token',
        what: 'an AWS secret access key',
        from: start + index,
        to: start + index + value.length,
        masked: masked(value),
        severity: 'critical',
        confidence: 'firm',
        notes: 'Its key id stands beside it.',
      },
    ];
  }
  return [];
}

function isWordCharacter(c: number): boolean {
  return (c >= 0x30 && c <= 0x39) || (c >= 0x41 && c <= 0x5a) || (c >= 0x61 && c <= 0x7a);
}
