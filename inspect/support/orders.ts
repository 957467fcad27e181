/** What the words around the name of a tool come to. Words of a dozen languages; the name is what holds them together. */
export interface Order {
  /** The reader is told to call it. */
  readonly isCall: boolean;
  /** When, how often or instead of what: before, always, must, never, deprecated. */
  readonly isSteering: boolean;
  /** What is to be passed on: an address, a path, something secret. */
  readonly hasCargo: boolean;
  /** It is compared with, or given as an example. */
  readonly isTalk: boolean;
}

/** Characters on either side that belong to what is said of a name. */
const AROUND = 160;
const NEAR = 80;

const CALL =
  /\b(?:call|calling|invoke|use|using|run|running|execute|trigger|open)\b|调用|調用|使用|执行|运行|\b(?:llama|llame|usa|use|utiliza|ejecuta|invoca|chame|chama|execute|invoque|chiama|utilizza|esegui|rufe?|verwende|benutze|nutze|führe|appelle[rz]?|utilise[rz]?|exécute[rz]?)(?![\p{L}])|вызов|вызва|вызыва|использу|запусти|выполни|呼び出|呼んで|使って|使い|実行|호출|사용|실행|استدع|استخدم|نف[ّ]?ذ|شغ[ّ]?ل|कॉल|उपयोग|इस्तेमाल|चला|çağır|kullan|çalıştır/iu;
const STEERING =
  /\b(?:before|after|instead of|rather than|in place of|first|then|next|always|never|must|immediately|now|do not|don't|stop using|avoid|every|each time|whenever|required|deprecated|obsolete|broken|insecure|unsafe|compromised|no longer|replaced by)\b|必须|必須|之前|之后|之後|不要|立即|首先|总是|代替|弃用|\b(?:antes|despu[ée]s|en lugar|en vez|siempre|nunca|deb(?:e|es|erá)|inmediatamente|primero|obsolet[ao]|bevor|vor jede|nachdem|statt|anstelle|immer|niemals|muss|müssen|sofort|zuerst|veraltet|avant|après|au lieu|toujours|jamais|d(?:ois|oit|evez)|immédiatement|d'abord|depois|em vez|sempre|deve|imediatamente|primeiro|prima|dopo|invece|mai|dev[ei]|subito|önce|sonra|yerine|her zaman|asla|hemen|mutlaka)(?![\p{L}])|перед|после|вместо|всегда|никогда|должен|должны|немедленно|сначала|устарел|前に|後に|代わりに|必ず|常に|決して|すぐに|まず|전에|후에|대신|항상|절대|반드시|즉시|먼저|قبل|بعد|بدل|دائم|أبد|يجب|فور|أول|पहले|बाद|बजाय|हमेशा|कभी|तुरंत|अवश्य/iu;
const CARGO =
  /https?:\/\/|[\w.+-]{1,64}@[\w-]{1,64}\.\w|(?:^|[\s"'`(])(?:~|\.{0,2})\/[\w.]|\b(?:passwords?|tokens?|api[ _-]?keys?|secrets?|credentials?|private keys?|system prompt|conversation|chat history|previous messages|\.env|ssh|contraseñas?|claves?|kennw[oö]rt|passwort|schlüssel|mots? de passe|senhas?|chaves?|parol[ae]|şifre)(?![\p{L}])|парол|ключ|密码|密碼|密钥|口令|对话|パスワード|秘密|会話|비밀번호|대화|كلمة المرور|पासवर्ड/iu;
const TALK =
  /\b(?:similar to|unlike|compared? (?:to|with)|equivalent (?:to|of)|compatible with|same as|see also|as with|for example|for instance|e\.g\.|such as|prompt injection|attack(?:er)?s?|malicious)\b|例如|比如|por ejemplo|zum Beispiel|z\. ?B\.|par exemple|por exemplo|ad esempio|например|たとえば|例えば|예를 들어|मिसाल|उदाहरण|مثل|örneğin/iu;

/** Of the stretch [from, to) of a text, and the sentence around it. */
export function orderAround(text: string, from: number, to: number): Order {
  const start = sentenceStart(text, from);
  const end = sentenceEnd(text, to);
  const sentence = text.slice(start, end);
  const near = text.slice(Math.max(start, from - NEAR), Math.min(end, to + NEAR));
  return {
    isCall: CALL.test(near),
    isSteering: STEERING.test(near),
    hasCargo: CARGO.test(`${text.slice(start, from)} ${text.slice(to, end)}`),
    isTalk: TALK.test(sentence),
  };
}

function sentenceStart(text: string, from: number): number {
  const least = Math.max(0, from - AROUND);
  for (let at = from - 1; at > least; at--) if (isEnd(text, at)) return at + 1;
  return least;
}

function sentenceEnd(text: string, to: number): number {
  const most = Math.min(text.length, to + AROUND);
  for (let at = to; at < most; at++) if (isEnd(text, at)) return at;
  return most;
}

function isEnd(text: string, at: number): boolean {
  const one = text[at]!;
  if ('。！？\n'.includes(one)) return true;
  const isBefore = at + 1 === text.length || text[at + 1] === ' ';
  // Lines are joined in the plain view: items of lists, headings and cells end a sentence too.
  return isBefore && ('.!?'.includes(one) || ('-*#|•'.includes(one) && text[at - 1] === ' '));
}
