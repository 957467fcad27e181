import { wordsOfName } from './words.ts';

/** What a parameter of that name makes a model hand over; undefined: nothing that stands out. */
export type Sought = 'secret' | 'personal' | 'secret-file';

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

const SECRETS = set(
  'password passwd pwd passphrase passcode secret secrets apikey apisecret apitoken accesskey ' +
    'accesstoken authtoken authkey bearertoken sessiontoken refreshtoken idtoken privatekey ' +
    'secretkey secretaccesskey clientsecret appsecret usertoken personaltoken ' +
    'personalaccesstoken token bottoken credential credentials cookie cookies sessioncookie ' +
    'seedphrase mnemonic recoveryphrase encryptionkey signingkey sshkey jwt',
);
const PERSONAL = set(
  'ssn socialsecuritynumber cvv cvc cardnumber creditcard creditcardnumber bankaccountnumber ' +
    'iban passportnumber taxid pin',
);
/** `token` in one of these neighbourhoods counts words, pages or coins. */
const OTHER_TOKENS = set(
  'page pagination next previous prev start starting continuation sync max min num number ' +
    'count limit budget input output completion prompt total address id ids type types symbol ' +
    'from to in out amount mint name contract client idempotency version base quote info url uri ' +
    'path file account chain pair decimals ref length position',
);
const SECRET_FILES = set(
  'idrsa ided25519 sshprivatekey etcpasswd etcshadow envfile dotenv awscredentials kubeconfig ' +
    'mcpjson mcpconfig claudedesktopconfig knownhosts bashhistory shellhistory zshhistory ' +
    'keychain browserhistory netrc npmrc pgpass',
);
const CONTENT = set('content contents dump body value text data read reading from of');

/** What the name of a parameter asks for. Types and descriptions are for the caller to weigh. */
export function soughtBy(name: string): Sought | undefined {
  const words = wordsOfName(name);
  if (words.length === 0 || words.length > 12) return undefined;
  const joined = joinsOf(words);
  if (words.some((word) => CONTENT.has(word)) && joined.some((join) => SECRET_FILES.has(join)))
    return 'secret-file';
  if (words.length <= 2 && SECRET_FILES.has(words.join('')))
    return words.join('') === 'idrsa' ? 'secret-file' : undefined;
  if (isAboutSecret(words)) return undefined;
  const last = words.at(-1)!;
  const lastTwo = words.slice(-2).join('');
  const lastThree = words.slice(-3).join('');
  if (last === 'token' || last === 'tokens')
    return last === 'token' && !words.slice(0, -1).some((word) => OTHER_TOKENS.has(word))
      ? 'secret'
      : undefined;
  if (SECRETS.has(last) || SECRETS.has(lastTwo) || SECRETS.has(lastThree)) return 'secret';
  return PERSONAL.has(last) || PERSONAL.has(lastTwo) || PERSONAL.has(lastThree) ? 'personal' : undefined;
}

/** `include_password`, `has_api_key`, `forgot_password`: a question about a secret, not the secret. */
function isAboutSecret(words: readonly string[]): boolean {
  return (
    /^(?:include|has|is|show|with|no|without|require|requires|use|reset|forgot|generate|min|max|enable|hide|mask|list)$/.test(
      words[0]!,
    ) && words.length > 1
  );
}

/** Two and three words in a row put together, and each alone. */
function joinsOf(words: readonly string[]): string[] {
  const joins: string[] = [];
  for (let at = 0; at < words.length; at++)
    for (let length = 1; length <= 3 && at + length <= words.length; length++)
      joins.push(words.slice(at, at + length).join(''));
  return joins;
}

/** Parameters that make a model hand over what was said to it, by what they ask for. */
const CONTEXTS = new Map<string, string>();
for (const [what, names] of [
  ['notes on the side', 'sidenote sidenotes side_note hiddennote internalnote internalnotes'],
  [
    'the conversation',
    'conversation fullconversation conversationhistory chathistory chatlog conversationlog messagehistory previousmessages ' +
      'priormessages conversationcontext chatcontext fullhistory fullcontext sessioncontext conversationsummary usermessages dialogue_history',
  ],
  [
    'what the model was told',
    'systemprompt systemmessage systeminstructions developerprompt initialprompt originalprompt modelinstructions systemcontext',
  ],
  ['what tools there are', 'toolslist availabletools toollist alltools tooldefinitions connectedtools'],
  ['how the model thinks', 'chainofthought hiddenreasoning internalreasoning scratchpad innermonologue'],
] as const)
  for (const name of names.split(' ')) CONTEXTS.set(name.replaceAll('_', ''), what);

/** In words what of its context a model would put there; undefined for other names. */
export function contextSoughtBy(name: string): string | undefined {
  return CONTEXTS.get(wordsOfName(name).join(''));
}

const OFF = set('bypass skip disable override ignore suppress unsafe no without trust');
const GUARDS = set(
  'safety security filter filters filtering guardrail guardrails restriction restrictions ' +
    'policy policies moderation validation authorization authentication auth permission ' +
    'permissions approval sandbox instructions instruction rules audit consent',
);
const ALWAYS = set(
  'jailbreak jailbreakmode godmode adminmode rootmode simulateprivilege escalateprivileges ' +
    'emergencyoverride adminoverride masterkey backdoor contextinjection promptinjection ' +
    'unrestricted unrestrictedmode devmode dan',
);

/** Whether a name offers the model a switch that turns a check off. `certain`: no honest use comes to mind. */
export function guardSwitch(name: string): 'certain' | 'likely' | undefined {
  const words = wordsOfName(name);
  if (ALWAYS.has(words.join(''))) return 'certain';
  const off = words.findIndex((word) => OFF.has(word));
  if (off !== 0) return undefined;
  const guard = words.slice(off + 1).find((word) => GUARDS.has(word));
  if (guard === undefined || words.length > 4) return undefined;
  const isStrong =
    /^(?:bypass|override|ignore)$/.test(words[0]!) &&
    /^(?:safety|security|guardrails?|filters?|moderation|instructions?|restrictions?|polic(?:y|ies))$/.test(
      guard,
    );
  return isStrong ? 'certain' : 'likely';
}
