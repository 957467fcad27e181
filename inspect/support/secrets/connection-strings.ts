import { kindsOfCharacters } from '../entropy.ts';
import { isPlaceholder } from '../placeholder.ts';
import { masked } from '../mask.ts';
import type { Secret } from './secret.ts';

const MOST_USER = 256;
/** Passwords of manuals: they open nothing, or anything that was never set up. */
const USUAL_PASSWORDS =
  /^(?:p(?:ass)?w(?:or)?d?|pass(?:word|wd)?s?|my[-_]?(?:pass(?:word)?|secret(?:password)?|pw)|secret|token|key|user(?:name)?|admin|root|postgres|mysql|guest|test(?:ing|user|pass)?|dev|local|hunter2|letmein|mysecretpassword|s3cr3t|p[a@4]ss(?:w[o0]rd)?[0-9!]*|.{0,3})$/i;
const NEAR_HOSTS =
  /^(?:localhost|127\.|0\.0\.0\.0|\[?::1|host\.docker|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/i;
const SAMPLE_HOSTS =
  /(?:^|[.-])(?:example|sample|test|your|my|some|host(?:name)?|server|domain|company|mydb|foo|bar|evil|attacker)[^.]*(?:\.|$)|\.(?:test|invalid|local|internal)$|^[^.]+$/i;

/** Addresses with a password in them or among their parameters, and `Server=…;Password=…`. */
export function connectionStringsIn(text: string): Secret[] {
  return [...addresses(text), ...parameters(text), ...settings(text)];
}

function* addresses(text: string): Generator<Secret> {
  let end = 0;
  for (let at = text.indexOf('://'); at !== -1; at = text.indexOf('://', at + 3)) {
    if (at < end) continue;
    const parts = /^([^\s:/@"'`<>?#]{0,64}):([^\s/"'`<>?#]{1,128})@([A-Za-z0-9.[\]:_-]{1,253})/.exec(
      text.slice(at + 3, at + 3 + MOST_USER * 2),
    );
    if (parts === null) continue;
    let from = at;
    while (from > 0 && at - from < 20 && /[A-Za-z0-9+.-]/.test(text[from - 1]!)) from--;
    if (from === at) continue;
    end = at + 3 + parts[0].length;
    const secret = judged(text.slice(from, at), parts[1]!, parts[2]!, parts[3]!, from, end);
    if (secret !== undefined) yield secret;
  }
}

function judged(
  scheme: string,
  user: string,
  password: string,
  host: string,
  from: number,
  to: number,
): Secret | undefined {
  if (isPlaceholder(password) || USUAL_PASSWORDS.test(password) || password === user) return undefined;
  if (isPlaceholder(host) || SAMPLE_HOSTS.test(host.replace(/:\d+$/, ''))) return undefined;
  const isNear = NEAR_HOSTS.test(host);
  const isStrong = password.length >= 8 && kindsOfCharacters(password) >= 2;
  return {
    kind: 'connection-string',
    what: `an address of ${scheme.slice(0, 20)} with its password`,
    from,
    to,
    masked: `${scheme.slice(0, 20)}://…:${masked(password)}@${host.slice(0, 60)}`,
    severity: isNear || !isStrong ? 'low' : 'high',
    confidence: isStrong ? 'firm' : 'tentative',
    notes: isNear ? 'The host is a near one.' : isStrong ? '' : 'The password looks like one of a manual.',
  };
}

const JDBC =
  /jdbc:[a-z:]{2,40}\/\/([A-Za-z0-9.[\]:_-]{1,253})[^\s"'`<>]{0,300}?[?&;]password=([^\s&;"'`<>]{1,128})/gi;

/** `jdbc:postgresql://host/name?user=…&password=…` */
function* parameters(text: string): Generator<Secret> {
  if (!text.includes('jdbc:')) return;
  for (const hit of text.matchAll(JDBC)) {
    const secret = judged('jdbc', '', hit[2]!, hit[1]!, hit.index, hit.index + hit[0].length);
    if (secret !== undefined) yield secret;
  }
}

const SERVER = /(?:server|data source|host|endpoint)\s{0,3}=[^;"'\n]{1,200};/gi;
const PASSWORD = /(?:password|pwd)\s{0,3}=\s{0,3}([^;"'\s]{4,128})/i;

function* settings(text: string): Generator<Secret> {
  if (!text.includes(';') || !/(?:password|pwd)\s{0,3}=/i.test(text)) return;
  let end = 0;
  for (const hit of text.matchAll(SERVER)) {
    if (hit.index < end) continue;
    const stretch = text.slice(hit.index, hit.index + 600).split(/["'\n]/, 1)[0]!;
    const password = PASSWORD.exec(stretch);
    if (password === null) continue;
    end = hit.index + password.index + password[0].length;
    const value = password[1]!;
    const host = hit[0].slice(hit[0].indexOf('=') + 1, -1).trim();
    if (isPlaceholder(value) || USUAL_PASSWORDS.test(value)) continue;
    if (isPlaceholder(host) || (SAMPLE_HOSTS.test(host) && kindsOfCharacters(value) < 3)) continue;
    const isNear = NEAR_HOSTS.test(host);
    yield {
      kind: 'connection-string',
      what: 'a connection string with its password',
      from: hit.index,
      to: end,
      masked: `${hit[0].slice(0, 60)}…${masked(value)}`,
      severity: isNear || kindsOfCharacters(value) < 2 ? 'low' : 'high',
      confidence: 'firm',
      notes: isNear ? 'The host is a near one.' : '',
    };
  }
}
