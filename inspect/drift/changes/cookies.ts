import { quoted } from '../../support/words.ts';
import type { HeaderNews, HeaderPair } from './headers.ts';

const MOST_TOLD = 20;
/** From the loosest; a browser takes one that says nothing for `lax`. */
const SAME_SITE = ['none', 'lax', 'strict'];

interface Cookie {
  /** As they were told, all of that name. */
  lines: string[];
  isSecure: boolean;
  isHttpOnly: boolean;
  sameSite: number;
  domains: string[];
}

/** Cookies by name, each as the weakest of its kind was sent. Values were never kept. */
export function compareCookies(pair: HeaderPair, tell: (pair: HeaderPair, news: HeaderNews) => void): void {
  const [olds, news] = [cookiesIn(pair.was), cookiesIn(pair.is)];
  const names = [...new Set([...olds.keys(), ...news.keys()])].sort();
  let told = 0;
  for (const name of names) {
    const [was, is] = [olds.get(name), news.get(name)];
    const found = newsOf(name, was, is);
    if (found === undefined || ++told > MOST_TOLD) continue;
    tell({ name: pair.name, was: was?.lines ?? [], is: is?.lines ?? [] }, found);
  }
  if (told > MOST_TOLD)
    tell(pair, {
      kind: 'header-changed',
      severity: 'info',
      means: `${told - MOST_TOLD} more cookies differ`,
    });
}

function newsOf(name: string, was: Cookie | undefined, is: Cookie | undefined): HeaderNews | undefined {
  const called = `The cookie ${quoted(name, 60)}`;
  const changed = (means: string): HeaderNews => ({ kind: 'header-changed', severity: 'info', means });
  if (was === undefined) return changed(`${called} is new`);
  if (is === undefined) return changed(`${called} is no longer set`);
  if (was.lines.join('\n') === is.lines.join('\n')) return undefined;
  const lost: string[] = [];
  if (was.isSecure && !is.isSecure) lost.push('may be sent without encryption');
  if (was.isHttpOnly && !is.isHttpOnly) lost.push('may be read by scripts');
  if (lost.length > 0)
    return { kind: 'header-weakened', severity: 'medium', means: `${called} ${lost.join(' and ')}` };
  if (is.sameSite < was.sameSite)
    return { kind: 'header-weakened', severity: 'low', means: `${called} is sent along from other sites` };
  if (is.domains.some((domain) => !was.domains.includes(domain)))
    return { kind: 'header-weakened', severity: 'low', means: `${called} is sent to other hosts as well` };
  return changed(`${called} is set otherwise`);
}

function cookiesIn(lines: readonly string[]): Map<string, Cookie> {
  const cookies = new Map<string, Cookie>();
  for (const line of lines) {
    const [name = '', ...attributes] = line.split('; ');
    const valueOf = (key: string): string | undefined =>
      attributes.find((attribute) => attribute.startsWith(`${key}=`))?.slice(key.length + 1);
    const sameSite = SAME_SITE.indexOf(valueOf('samesite') ?? 'lax');
    const domain = valueOf('domain');
    const known = cookies.get(name);
    cookies.set(name, {
      lines: [...(known?.lines ?? []), line],
      isSecure: (known?.isSecure ?? true) && attributes.includes('secure'),
      isHttpOnly: (known?.isHttpOnly ?? true) && attributes.includes('httponly'),
      sameSite: Math.min(known?.sameSite ?? Infinity, sameSite === -1 ? 1 : sameSite),
      domains: [...(known?.domains ?? []), ...(domain === undefined ? [] : [domain])],
    });
  }
  return cookies;
}
