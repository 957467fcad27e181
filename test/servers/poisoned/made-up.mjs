// Secrets of nobody, put together so that no scanner takes this source for a leak.
const LETTERS = 'q7Rz2KfVb9XmT4wLc8NdYh3PsJ6gUe5AoWi1ZtBk0MxEvSrHnDyQaFjGpCuL9dT2';
const letters = (from, length) => LETTERS.slice(from, from + length);
const base64 = (text) => Buffer.from(text).toString('base64');
const base64url = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

export const STRIPE_KEY = `sk_${'live'}_${letters(3, 24)}`;
export const OTHER_KEY = `sk_${'live'}_${letters(30, 24)}`;
export const SENT_KEY = `sk_${'live'}_${letters(11, 24)}`;
export const API_KEY = letters(20, 32);
export const CLOUD_SECRET = letters(5, 40);
export const CLOUD_ID = `ASIA${'Q3EGZ7XNWM4YLTPB'}`;
export const PASSWORD = `Hq7!${'zR2m'}Lk`;
export const TOKEN = `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url({ iss: 'login.shop.io', sub: 'u-7', scope: 'all' })}.${letters(2, 43)}`;
/** The frame of a PKCS 8 key around bytes that are none. */
export const PRIVATE_KEY = (() => {
  const bytes = Buffer.from(Array.from({ length: 64 }, (_, at) => (at === 0 ? 0x30 : (at * 89 + 7) % 251)));
  return `-----BEGIN ${'PRIVATE'} KEY-----\n${bytes.toString('base64').replace(/(.{64})/g, '$1\n')}\n-----END ${'PRIVATE'} KEY-----`;
})();
export const PASSWORD_HASH = `$2b$12$${letters(0, 53)}`;

/** Letters that nobody sees. */
export const tags = (words) =>
  [...words].map((one) => String.fromCodePoint(0xe0000 + one.codePointAt(0))).join('');
export const selectors = (words) =>
  [...Buffer.from(words)]
    .map((byte) => String.fromCodePoint(byte < 16 ? 0xfe00 + byte : 0xe0100 + byte - 16))
    .join('');
export const encoded = base64;
/** Letters that mean nothing, for a text nobody can read. */
export const noise = (length) => {
  let seed = 7;
  let out = '';
  while (out.length < length) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    out += LETTERS[(seed >> 12) % 64];
  }
  return out;
};
