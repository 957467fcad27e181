import type { Severity } from '../../../protocol/finding.ts';
import { quoted } from '../../support/words.ts';
import { readHost } from '../../support/host.ts';
import { shownUrl, urlsIn } from '../../support/url.ts';
import type { Offered } from '../offered.ts';
import type { Value } from '../value.ts';
import { below, type Report } from './comparer.ts';

const MOST_VISITED = 20_000;
const MOST_TOLD = 10;
const MOST_OF_A_TEXT = 200_000;
/** Names of dialects: nobody asks there, and a newer draft is no news. */
const DIALECTS = new Set(['json-schema.org']);
/** Looked at by the page of a host, or by nobody. */
const ASIDE = new Set(['icons', '_meta']);

interface Address {
  readonly written: string;
  readonly host: string;
  readonly pointer: string;
  readonly value: Value;
}

/** Addresses of the web and of mail that an item did not name before, wherever in it they stand. */
export function newAddresses(
  called: string,
  before: Offered | undefined,
  after: Offered,
  report: Report,
): void {
  // A field that is the same on both sides names nothing new, and few items name anything.
  const come = [...addressesIn(after, (field) => before?.field(field)?.text !== after.field(field)?.text)];
  if (come.length === 0) return;
  const known = new Set<string>();
  const hosts = new Set<string>();
  for (const { written, host } of before === undefined ? [] : addressesIn(before, () => true)) {
    known.add(written);
    hosts.add(host);
  }
  let told = 0;
  let more = 0;
  for (const { written, host, pointer, value } of come) {
    if (known.has(written)) continue;
    const isKnownHost = hosts.has(host);
    known.add(written);
    hosts.add(host);
    if (++told > MOST_TOLD) {
      more++;
      continue;
    }
    const severity: Severity = isKnownHost || ASIDE.has(pointer.split('/')[1] ?? '') ? 'medium' : 'high';
    report({
      kind: 'new-address',
      severity,
      pointer,
      after: value,
      says: `${called} now names ${quoted(written, 100)}${isKnownHost ? ', at a host that it named before' : `, and with it the host ${quoted(host, 60)}`}.`,
    });
  }
  if (more > 0)
    report({
      kind: 'new-address',
      severity: 'high',
      says: `${called} names ${more} more addresses that it did not name before.`,
    });
}

/** Every one of them, in the order of the fields. */
function* addressesIn(offered: Offered, isWanted: (field: string) => boolean): Generator<Address> {
  for (const name of offered.texts.keys()) {
    if (!isWanted(name)) continue;
    const value = offered.field(name)!;
    const stack: { value: Value; pointer: string; key: string }[] = [
      { value, pointer: offered.isRow ? '' : below('', name), key: name },
    ];
    for (let left = MOST_VISITED; left > 0; left--) {
      const at = stack.pop();
      if (at === undefined) break;
      const text = at.value.string;
      if (text !== undefined)
        yield* inText(
          text.slice(0, MOST_OF_A_TEXT),
          at.value,
          at.pointer,
          at.key === '$schema' || at.key === '$id',
        );
      const parts = [
        ...[...at.value.members].map(([key, member]) => ({
          value: member,
          pointer: below(at.pointer, key),
          key,
        })),
        ...at.value.items.map((item, k) => ({
          value: item,
          pointer: below(at.pointer, String(k)),
          key: at.key,
        })),
      ];
      for (const { value: member, pointer, key } of parts)
        if (key !== at.key && key.includes('/')) yield* inText(key, member, pointer, false);
      for (const part of parts.reverse()) stack.push(part);
    }
  }
}

function* inText(text: string, value: Value, pointer: string, isDialect: boolean): Generator<Address> {
  if (text.includes(':'))
    for (const url of urlsIn(text)) {
      const host = url.host?.name;
      if (host === undefined || (isDialect && DIALECTS.has(host))) continue;
      yield { written: shownUrl(url, 2000), host, pointer, value };
    }
  if (text.includes('@'))
    for (const { written, host } of mailIn(text)) yield { written, host, pointer, value };
}

const MOST_MAIL = 200;
const BEFORE_AT = /[\w.+%-]/;
const AFTER_AT = /[\w.-]/;

/** Words with an @ and a dot behind it; looked at from each @ outwards, a few characters far. */
function mailIn(text: string): { written: string; host: string }[] {
  const found: { written: string; host: string }[] = [];
  for (let at = text.indexOf('@'); at !== -1 && found.length < MOST_MAIL; at = text.indexOf('@', at + 1)) {
    let from = at;
    while (from > 0 && at - from < 64 && BEFORE_AT.test(text[from - 1]!)) from--;
    let to = at + 1;
    while (to < text.length && to - at < 254 && AFTER_AT.test(text[to]!)) to++;
    const host = text.slice(at + 1, to).replace(/[.-]{1,254}$/, '');
    // A scheme in front of it was an address of the web.
    if (from === at || !/\.[A-Za-z]{2,}$/.test(host) || text[from - 1] === '/') continue;
    found.push({ written: text.slice(from, at + 1 + host.length), host: readHost(host).name });
  }
  return found;
}
