/** What a parameter may be meant to hold, as far as strategies tell apart. */
export const KINDS = [
  'path',
  'url',
  'command',
  'sql',
  'template',
  'code',
  'id',
  'text',
  'number',
  'xml',
  'json',
  'header',
  'query',
  'user',
  'pattern',
  'serialised',
] as const;
export type Kind = (typeof KINDS)[number];

/** How much one word says: `sure` alone is enough, `likely` nearly, `maybe` only beside something else. */
interface Signs {
  sure: ReadonlySet<string>;
  likely: ReadonlySet<string>;
  maybe: ReadonlySet<string>;
  /** Formats of JSON Schema that say it. */
  formats: readonly string[];
  /** A valid value that looks so. */
  look?: RegExp;
}

const signs = (
  sure: string,
  likely: string,
  maybe: string,
  formats: readonly string[] = [],
  look?: RegExp,
): Signs => ({
  sure: new Set(sure.split(' ')),
  likely: new Set(likely.split(' ')),
  maybe: new Set(maybe.split(' ')),
  formats,
  ...(look === undefined ? {} : { look }),
});

/** Words in their plain form, singular and in lower case. */
export const SIGNS: Record<Kind, Signs> = {
  path: signs(
    'path filepath file filename dir directory folder cwd pathname dirname',
    'root workspace repo repository archive attachment upload download glob asset include import source dest destination src cert certificate',
    'target location document image config log output input template page skin theme locale report backup media module plugin item entry resource',
    [],
    /^(?:\.{0,2}[\\/]|~[\\/]|[A-Za-z]:[\\/])|^[\w.-]+\/[\w./-]+$|^[\w-]+\.(?:txt|md|json|csv|ya?ml|log|xml|html|png|pdf|py|js|ts)$/,
  ),
  url: signs(
    'url uri link href endpoint webhook callback website permalink',
    'host hostname domain site feed origin proxy upstream avatar redirect remote homepage server',
    'address image page source target location icon picture resource api service fetch import',
    ['uri', 'url', 'iri', 'uri-reference', 'iri-reference', 'hostname', 'idn-hostname', 'ipv4', 'ipv6'],
    /^[a-z][a-z0-9+.-]*:\/\//i,
  ),
  command: signs(
    'command cmd shell exec executable commandline argv',
    'script arg args argument flag program binary host hostname ip branch package remote container interface ref revision commit process',
    'option domain target filename file path name pattern user device service query repo repository tag tool address url dir format output input',
  ),
  sql: signs(
    'sql statement where',
    'query table column order orderby sort condition search schema database db select groupby criteria',
    'filter name id user username email category key keyword term limit group field status product customer city country title author login',
  ),
  template: signs(
    'template tpl greeting layout mustache jinja',
    'format message body subject render expression banner signature',
    'text content name title prompt description label header footer note comment value',
  ),
  code: signs(
    'code expression expr formula javascript python snippet eval lambda calculation macro',
    'script js function program equation math condition rule transform',
    'filter query value template text body input',
  ),
  id: signs(
    'id uuid guid handle sessionid userid',
    'session token cursor ref ticket job task slug account record thread',
    'key number order document user owner item message invoice note customer state file project',
    ['uuid'],
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  ),
  text: signs(
    'text content message note comment description',
    'body title name summary input prompt value subject label caption question',
    'data query string term keyword word line topic',
  ),
  number: signs(
    'number count limit offset amount size quantity',
    'page port width height depth timeout length total max min index price age year top',
    'id level step interval seed duration',
  ),
  xml: signs(
    'xml svg soap xslt dtd rss xhtml',
    'feed sitemap html wsdl saml',
    'document data payload content body text input markup',
    [],
    /^\s*</,
  ),
  json: signs(
    'json object',
    'payload config settings option metadata prop property attribute patch override preference',
    'data body filter document value params update state',
    [],
    /^\s*[{[]/,
  ),
  header: signs(
    'header cookie useragent referer contenttype',
    'subject recipient email to cc bcc redirect language host token agent',
    'filename name title value key from url location tag type',
    ['email', 'idn-email'],
  ),
  query: signs(
    'query search filter selector criteria where q',
    'term keyword match find condition expression lookup',
    'name value text user username login password email id key title field pattern word topic tag',
  ),
  user: signs(
    'username user login uid dn cn member account',
    'group password email employee person principal owner role',
    'name id filter query key search term',
  ),
  pattern: signs('regex regexp pattern', 'match glob mask', 'filter search query expression rule format'),
  serialised: signs(
    'serialized serialised pickle yaml yml marshal',
    'blob session state cookie snapshot backup payload',
    'data config import document content input body token object value text',
  ),
};

/** What the words and tags of the whole tool say of the one parameter that has no name to speak of. */
export const TOOL_WORDS: Partial<Record<Kind, ReadonlySet<string>>> = {
  path: new Set('file folder directory path document attachment archive disk log'.split(' ')),
  url: new Set('url uri web website http fetch download crawl browse webhook link page preview'.split(' ')),
  command: new Set(
    'command shell execute run terminal ping git bash convert lookup traceroute dns'.split(' '),
  ),
  sql: new Set('sql database query table row record select sqlite postgres mysql'.split(' ')),
  template: new Set('template render greeting greet format mail'.split(' ')),
  code: new Set('evaluate eval calculate compute expression formula code script'.split(' ')),
  xml: new Set('xml svg soap rss feed'.split(' ')),
  json: new Set('json merge config setting preference object'.split(' ')),
  header: new Set('header http mail email send cookie redirect'.split(' ')),
  query: new Set('search find filter query lookup'.split(' ')),
  user: new Set('user login ldap directory person employee authenticate member'.split(' ')),
  pattern: new Set('regex pattern match grep'.split(' ')),
  id: new Set('id ticket order account record session'.split(' ')),
  serialised: new Set('deserialize load restore import unserialize yaml pickle'.split(' ')),
};

export const TAG_KINDS: ReadonlyMap<string, readonly Kind[]> = new Map<string, readonly Kind[]>([
  ['reads-files', ['path']],
  ['file-write', ['path']],
  ['writes-files', ['path']],
  ['runs-commands', ['command', 'code']],
  ['exec', ['command', 'code']],
  ['queries-database', ['sql', 'query']],
  ['fetches-urls', ['url']],
  ['egress', ['url', 'header']],
]);
