/** Header pairs that go on an answer. */
export type HeaderPairs = readonly (readonly [string, string])[];

/** Placeholder the build writes into index.html wherever a nonce belongs (Vite's `html.cspNonce`). */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__';

/** Trusted Types policies the page may make: Svelte's own, the page's one for worker scripts, the editor's. */
const TRUSTED_TYPES_POLICIES = ['svelte-trusted-html', 'mcp-sec-inspect', 'mcp-sec-inspect-editor'];

const TRUSTED_TYPES = `require-trusted-types-for 'script'; trusted-types ${TRUSTED_TYPES_POLICIES.join(' ')} 'allow-duplicates'`;

/** Features that a page of ours has no use for; a script that got in should not have them either. */
const DENIED_FEATURES = [
  'accelerometer',
  'autoplay',
  'camera',
  'clipboard-read',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'usb',
  'xr-spatial-tracking',
];

const ALWAYS: HeaderPairs = [
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['cache-control', 'no-store'],
  ['x-frame-options', 'DENY'],
  [
    'permissions-policy',
    [...DENIED_FEATURES.map((feature) => `${feature}=()`), 'clipboard-write=(self)'].join(', '),
  ],
];

/**
 * For everything that is not part of the page: nothing in it may load, run or be framed, even if
 * a browser is made to show it as a document.
 */
export const SEALED_HEADERS: HeaderPairs = [
  [
    'content-security-policy',
    `default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; ${TRUSTED_TYPES}`,
  ],
  ...ALWAYS,
];

/**
 * For the page and its assets; workers take their policy from their own script's answer, so assets
 * carry it too. `style-src-attr 'unsafe-inline'` is for the editor: squiggles and gutters break without.
 */
export function pageHeaders(authority: string, nonce?: string): HeaderPairs {
  const styleElements = nonce === undefined ? "'self'" : `'self' 'nonce-${nonce}'`;
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    `connect-src 'self' ws://${authority}`,
    "img-src 'self' blob:",
    'media-src blob:',
    "font-src 'self'",
    "style-src 'self'",
    `style-src-elem ${styleElements}`,
    "style-src-attr 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    TRUSTED_TYPES,
  ].join('; ');
  return [['content-security-policy', policy], ...ALWAYS];
}
