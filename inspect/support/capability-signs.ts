/** What a tool lets its caller do, as far as its definition tells. */
export const CAPABILITIES = [
  'untrusted-source',
  'private-data',
  'egress',
  'exec',
  'file-write',
  'destructive',
  'money',
  'persistence',
  'identity',
] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** One of these verbs together with one of these nouns, both in the name or in the first sentence. */
export interface Pair {
  readonly verbs: ReadonlySet<string>;
  readonly nouns: ReadonlySet<string>;
  /** As often it means something else. */
  readonly isWeak?: true;
}

export interface Signs {
  /** Any of these in the name, or as first word of the description, is enough. */
  readonly verbs?: ReadonlySet<string>;
  readonly pairs?: readonly Pair[];
  /** Whole names of parameters, words put together: `filepath` for `file_path`. */
  readonly parameters?: ReadonlySet<string>;
  /** One of these verbs and a parameter that holds an address: the caller chooses who hears of it. */
  readonly addressVerbs?: ReadonlySet<string>;
  /** It only reads: behind a verb that reads, its words do not count (`get_email`, `list_payments`). */
  readonly isRead?: true;
  /** Beside these words it means something milder. */
  readonly weakBeside?: ReadonlySet<string>;
  /** Beside these words it means something else. */
  readonly notBeside?: ReadonlySet<string>;
}

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

const READ = set(
  'get read list fetch search find show view browse scrape crawl retrieve query lookup open extract download load',
);
const REACH = set('navigate visit goto request curl');
const WRITE = set(
  'write save create edit update modify append move rename copy overwrite patch put upload replace',
);
const SEND = set('send post publish upload share forward submit notify tweet reply broadcast message email');

/** Words of the open web, where anybody writes. */
export const WEB = set('web website websites webpage webpages url urls page pages internet html http https');

/** Names of parameters that hold an address, words put together. */
export const ADDRESSES = set(
  'url urls uri uris href link links endpoint endpointurl baseurl pageurl targeturl sourceurl siteurl websiteurl webpageurl fileurl',
);

export const SIGNS: Readonly<Record<Capability, Signs>> = {
  'untrusted-source': {
    isRead: true,
    verbs: set('scrape crawl browse'),
    pairs: [
      { verbs: new Set([...READ, ...REACH]), nouns: WEB },
      {
        verbs: READ,
        nouns: set(
          'rss feed feeds news email emails inbox mail messages issue issues comment comments tweet tweets ' +
            'post posts review reviews thread threads ticket tickets transcript discussion discussions article articles forum subreddit',
        ),
      },
      { verbs: READ, nouns: set('message captions subtitles blog chat chats'), isWeak: true },
    ],
  },
  'private-data': {
    isRead: true,
    verbs: set('screenshot'),
    pairs: [
      {
        verbs: READ,
        nouns: set(
          'file files directory folder email emails inbox mail messages contact contacts calendar database sql ' +
            'document documents note notes secret secrets credential credentials password passwords drive customer customers accounts ' +
            'balance transaction transactions clipboard screenshot patient patients employee employees environment env memory memories chats',
        ),
      },
      {
        verbs: READ,
        nouns: set(
          'message event events table account repository user users profile knowledge chat history conversation conversations',
        ),
        isWeak: true,
      },
      { verbs: set('run execute perform'), nouns: set('query queries sql'), isWeak: true },
    ],
  },
  egress: {
    verbs: set('send publish upload tweet notify forward broadcast email'),
    pairs: [
      {
        verbs: SEND,
        nouns: set('message messages email mail webhook sms request comment channel slack post tweet file'),
      },
      { verbs: set('make send http call post perform'), nouns: set('request requests http webhook') },
      { verbs: set('call'), nouns: set('api'), isWeak: true },
      {
        verbs: set('create add post update edit write'),
        nouns: set('comment issue post message gist tweet webhook discussion'),
      },
      {
        verbs: set('push'),
        nouns: set('file files commit commits branch changes repository notification notifications'),
      },
    ],
    parameters: set('webhookurl callbackurl webhook recipient recipients bcc'),
    addressVerbs: new Set([...READ, ...REACH, 'http', 'call', 'web', 'convert', 'check', 'screenshot']),
  },
  exec: {
    verbs: set('exec eval'),
    pairs: [
      {
        verbs: set('run execute exec eval evaluate invoke spawn start'),
        nouns: set(
          'command commands shell script scripts code bash python javascript js terminal process powershell sql notebook cell',
        ),
      },
    ],
    parameters: set('command cmd shellcommand bashcommand script code sourcecode pythoncode shell'),
    weakBeside: set('browser page webpage element dom tab sandbox sandboxed sql'),
  },
  'file-write': {
    pairs: [{ verbs: WRITE, nouns: set('file files directory folder path disk notebook') }],
  },
  destructive: {
    verbs: set(
      'delete remove drop truncate purge wipe destroy erase uninstall revoke kill terminate overwrite unlink rm',
    ),
    notBeside: set('drag dragging'),
  },
  money: {
    verbs: set('pay charge refund purchase buy sell withdraw stake mint checkout'),
    pairs: [
      {
        verbs: set('create send make transfer execute place submit swap trade process capture approve'),
        nouns: set(
          'payment payments invoice order orders trade trades swap transaction transfer funds money refund subscription payout bet token tokens coins',
        ),
      },
    ],
  },
  persistence: {
    verbs: set('schedule install deploy remember memorize'),
    pairs: [
      {
        verbs: set('create add register set enable update write'),
        nouns: set(
          'cron cronjob schedule webhook webhooks hook hooks service daemon startup trigger triggers automation',
        ),
      },
      {
        verbs: set('create add store save update write insert record'),
        nouns: set('memory memories knowledge skill skills'),
      },
    ],
  },
  identity: {
    verbs: set('login authenticate impersonate authorize'),
    pairs: [
      {
        verbs: set(
          'create add update grant revoke assign invite set change reset rotate delete remove issue generate',
        ),
        nouns: set(
          'role roles permission permissions access token tokens apikey key keys password member members user users policy policies oauth credential credentials',
        ),
      },
    ],
    parameters: set('password otp mfacode'),
  },
};
