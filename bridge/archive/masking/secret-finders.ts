import { tokensIn } from '../../../inspect/support/secrets/tokens.ts';
import { isSecretName } from '../../../inspect/support/secrets/named-values.ts';
import { SECRET_SHAPES } from '../../targets/secret-look.ts';

/** Characters [from, to) of a text that hold a secret. */
export interface Found {
  from: number;
  to: number;
}

/** One way to tell a secret by what it looks like, or by what it is called. Fires on too much rather than too little. */
export interface SecretFinder {
  kind: string;
  find(text: string): Iterable<Found>;
  /** Texts with the secret in `«»`, and near misses without any. */
  fires: readonly string[];
  staysQuiet: readonly string[];
}

/** Headers that exist to carry a credential. */
export const CREDENTIAL_HEADER =
  /^(?:authorization|proxy-authorization|authentication|cookie|set-cookie|mcp-session-id|x-[\w-]*(?:key|token|secret|auth|session|password|credential)[\w-]*|api-?key|[\w-]*-(?:api-key|token|secret)|private-token)$/i;

const QUOTED = String.raw`(?<open>\\{0,7}["'${'`'}])(?<quoted>(?:(?!\k<open>)[^\r\n]){1,4096})\k<open>`;
const BARE = String.raw`(?<bare>[^\s"'${'`'},;<>(){}|\\&\[\]]{4,4096})`;
const MAYBE_SECRET = /pass|pwd|secret|token|key|auth|cookie|credential|jwt|dsn|otp|bearer|session|pat/gi;
const LONGEST_NAME = 64;
const SHAPES = SECRET_SHAPES.map((shape) => new RegExp(shape, `g${shape.flags.replace('g', '')}`));
/** What may stand between a name and its value, and the value. */
const GIVEN = new RegExp(
  String.raw`\\{0,7}["'${'`'}]?(?<sign>[ \t]{0,4}(?:=>|:=|[:=])[ \t]{0,4}|%3[dD]|[ \t](?<=-{1,2}[\w.-]{1,64} ))(?:${QUOTED}|${BARE})`,
  'y',
);
const ALSO_SECRET =
  /^(?:(?:proxy)?authori[sz]ation|(?:set)?cookies?|xapikey|bearer|jwt|dsn|pass|passcode|otp|(?:mcp)?sessionid|sessiontoken|clientsecret|pat)$/;
const HARMLESS =
  /^(?:true|false|yes|no|on|off|none|null|undefined|string|number|integer|boolean|object|array|required|optional|\*+|\d{1,5}|<[^>]*>|\$\{[^}]*\}|\{\{[^}]*\}\})$/i;
const QUERY_NAME =
  /^(?:key|sig|signature|code|auth|token|t|jwt|apikey|api_key|access|access_token|id_token|refresh_token|session|sid|password|secret|x-amz-(?:signature|credential|security-token))$/i;

export const SECRET_FINDERS: readonly SecretFinder[] = [
  {
    kind: 'private key',
    *find(text) {
      const block =
        /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:(?!-----)[\s\S]){0,20000}(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)?/g;
      for (const hit of text.matchAll(block)) yield { from: hit.index, to: hit.index + hit[0].length };
    },
    fires: ['x «-----BEGIN PRIVATE KEY-----\nMIIabc\n-----END PRIVATE KEY-----» y'],
    staysQuiet: ['-----BEGIN CERTIFICATE-----\nMIIabc\n-----END CERTIFICATE-----', 'a private key'],
  },
  {
    kind: 'web token',
    *find(text) {
      for (const hit of text.matchAll(/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*){0,3}/g))
        yield { from: hit.index, to: hit.index + hit[0].length };
    },
    fires: ['t=«eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl» x'],
    staysQuiet: ['eyJhbGciOiJIUzI1NiJ9', 'eye.jay.kay'],
  },
  {
    kind: 'provider token',
    find: (text) => tokensIn(text),
    fires: ['key «AKIAQ3EGZ7XNWM4YLTPB» x'],
    staysQuiet: ['AKIA and nothing', 'ghp_ is how they begin'],
  },
  {
    kind: 'token by its look',
    *find(text) {
      for (const shape of SHAPES) {
        // Cheap to look for, and most texts have none.
        if (shape.source.includes('@') && !text.includes('@')) continue;
        for (const hit of text.matchAll(shape)) yield { from: hit.index, to: hit.index + hit[0].length };
      }
    },
    fires: ['use «sk-proj-abcdefghij0123456789» now', '«ghp_abcdefghij0123456789»'],
    staysQuiet: ['sk-learn and npm-run-all', 'a secret place'],
  },
  {
    kind: 'credential after its scheme',
    *find(text) {
      const scheme =
        /\b(?:Bearer|Basic|Token|ApiKey|Negotiate)(?: {1,4}|%20|\\u0020)([A-Za-z0-9._~+/=-]{6,8192})/gi;
      for (const hit of text.matchAll(scheme))
        if (/[0-9=]|[a-z][A-Z]/.test(hit[1]!)) yield endOf(hit, hit[1]!);
    },
    fires: ['Authorization: Bearer «abc123def»', 'basic «dXNlcjpwYXNz»'],
    staysQuiet: ['a bearer token is needed', 'Basic authentication'],
  },
  {
    kind: 'header with a credential',
    *find(text) {
      const line = /(?:^|[\r\n"']|\\n)([A-Za-z][A-Za-z0-9-]{2,60}): {0,4}([^\r\n"\\]{4,8192})/g;
      for (const hit of text.matchAll(line)) {
        if (!CREDENTIAL_HEADER.test(hit[1]!)) continue;
        const { from } = endOf(hit, hit[2]!);
        for (const { from: start, to } of credentialsOf(hit[1]!, hit[2]!))
          yield { from: from + start, to: from + to };
      }
    },
    fires: ['X-Api-Key: «abcdefgh»', 'GET / HTTP/1.1\r\nCookie: a=«first»; b=«second»'],
    staysQuiet: ['Content-Type: application/json', 'Set: of things'],
  },
  {
    kind: 'user and password in an address',
    *find(text) {
      if (!text.includes('@')) return;
      const address = /\b[A-Za-z][A-Za-z0-9+.-]{0,20}:\\{0,7}\/\\{0,7}\/([^\s/"'`<>?#@\\]{1,512})@/g;
      for (const hit of text.matchAll(address)) {
        const from = hit.index + hit[0].length - hit[1]!.length - 1;
        yield { from, to: from + hit[1]!.length };
      }
    },
    fires: ['postgres://«app:pw1»@db/x', 'https://«token123»@host/'],
    staysQuiet: ['https://host/@user', 'mailto:a@b'],
  },
  {
    kind: 'token in an address',
    *find(text) {
      for (const hit of text.matchAll(/[?&#;]([A-Za-z][\w.-]{0,63})=([^&#\s"'`<>\\;]{4,4096})/g)) {
        const [, name, value] = hit;
        if (!QUERY_NAME.test(name!) && !isSecret(name!)) continue;
        if (!HARMLESS.test(value!)) yield endOf(hit, value!);
      }
    },
    fires: ['GET /a?api_key=«abcd1234»&b=1', '/cb?code=«xyz987»'],
    staysQuiet: ['/a?page=abcdef', '/a?token=true'],
  },
  {
    kind: 'value with the name of a secret',
    *find(text) {
      // Name by name: the value of one may hold the name of another.
      for (const { name, to: end } of maybeNames(text)) {
        if (!isSecret(name)) continue;
        GIVEN.lastIndex = end;
        const hit = GIVEN.exec(text);
        if (hit === null) continue;
        const { sign = '', quoted, bare, open = '' } = hit.groups ?? {};
        const value = quoted ?? bare ?? '';
        if (HARMLESS.test(value) && !/^\d{4,5}$/.test(value)) continue;
        // Prose says “the password: ask for it”.
        const isProse = bare !== undefined && /[: ]/.test(sign) && !/[0-9]|[a-z][A-Z]|^.{16,}$/.test(bare);
        if (isProse) continue;
        const to = hit.index + hit[0].length - (quoted === undefined ? 0 : open.length);
        yield { from: to - value.length, to };
      }
    },
    fires: [
      '{"password":"«correct horse»"}',
      'DB_PASSWORD=«hunter»',
      '{"message":"secret: «x1y2z3» is wrong"}',
      'run --token «abc123» now',
      String.raw`{"t":"{\"token\":\"«abc»\"}"}`,
    ],
    staysQuiet: ['{"progressToken":"abc"}', 'the password: ask for it', '{"token":{"type":"string"}}'],
  },
];

/** What of a header's value is the credential: of cookies each value, otherwise all after the scheme. */
export function* credentialsOf(name: string, value: string): Generator<Found> {
  if (/cookie/i.test(name)) {
    const pairs = /^set-/i.test(name)
      ? [/^[^=;]{1,256}=([^;]*)/.exec(value)]
      : value.matchAll(/[^=;]{1,256}=([^;]*)/g);
    for (const pair of pairs) if (pair !== null && pair[1]!.length > 0) yield endOf(pair, pair[1]!);
    return;
  }
  const scheme = /^[A-Za-z][\w-]{0,30} +(?=\S)/.exec(value)?.[0].length ?? 0;
  if (scheme < value.length) yield { from: scheme, to: value.length };
}

/** Names that may be a secret's; most texts have none, so what they are made of is looked for first. */
function* maybeNames(text: string): Generator<{ name: string; to: number }> {
  let to = 0;
  for (const { index } of text.matchAll(MAYBE_SECRET)) {
    if (index < to) continue;
    let from = index;
    while (from > to && index - from < LONGEST_NAME && /[\w.-]/.test(text[from - 1]!)) from--;
    while (!/[A-Za-z]/.test(text[from]!)) from++;
    to = index;
    while (to < text.length && to - from < LONGEST_NAME && /[\w.-]/.test(text[to]!)) to++;
    yield { name: text.slice(from, to), to };
  }
}

function isSecret(name: string): boolean {
  return isSecretName(name) || ALSO_SECRET.test(name.replace(/[^A-Za-z]/g, '').toLowerCase());
}

/** The last group of a hit stands at its end. */
function endOf(hit: RegExpExecArray | RegExpMatchArray, value: string): Found {
  const to = (hit.index ?? 0) + hit[0].length;
  return { from: to - value.length, to };
}
