/**
 * What words stand for, whatever language they are of: the slots that signals are made of. A word may
 * stand for several. At most 64: they are kept as bits of two numbers.
 */
export const CONCEPTS = [
  // What somebody is told to do. Forms of command, infinitive and duty; not "sends", "ignores": those describe.
  'ignore', // disregard, forget, override, stop following
  'obey', // follow, comply with, carry out
  'tell', // tell, mention, inform, reveal, show, notify, warn
  'hide', // hide, secretly, silently, keep it from; "without telling" in one word
  'send', // send, forward, upload, post, e-mail, copy to
  'read', // read, open, load, fetch, collect, look up
  'call', // call, use, invoke, run a tool
  'include', // include, pass, attach, put into, fill in, quote
  'change', // change, replace, redirect, set to
  'store', // write, save, append, remember, record, log
  'install', // install, download
  'run', // run, execute, launch a command or a program
  'ask', // ask, confirm, wait for approval
  'skip', // skip, do without, avoid a step
  'repeat', // repeat, again and again, keep doing
  'prefer', // prefer, choose, recommend, rank first
  'delete', // delete, erase, wipe, drop
  'pay', // pay, transfer, buy, order
  'grant', // grant, share, invite, unlock, give access, make public, enable, disable
  'reply', // answer, reply, say, output, print; "begin your answer with"
  'pretend', // you are now, act as, pretend, play the role
  'go-on', // continue, proceed, retry, finish the task
  // What it is done to.
  'instructions', // instructions, rules, prompt, guidelines, safeguards
  'context', // conversation, chat history, system prompt, reasoning, list of tools
  'secret', // password, key, token, credentials, seed phrase
  'file', // file, document, contents
  'tool', // tool, function, plugin, server, connector
  'parameter', // parameter, argument, field, recipient, body
  'message', // message, mail, request, response, answer
  'money', // account, card, IBAN, bitcoin, funds, invoice
  'memory', // memory, rules file, startup file, future sessions
  'command', // command, script, shell, terminal
  'error', // error, failure, denied
  'task', // task, job, goal, duty
  'data', // data, information, records, details
  // Who.
  'user', // user, human, person, customer, operator
  'model', // assistant, AI, agent, model, bot
  'you', // you, your
  'me', // I, me, my, we
  'authority', // administrator, developer, security team, vendor, compliance, law
  'self', // this tool, this function, this server
  // Which, how much, when.
  'earlier', // previous, prior, above, so far, original
  'all', // all, every, any, whole, complete
  'other', // other, different, instead of others
  'system', // system, developer, safety, hidden, initial
  'new', // new, updated, real
  'must', // must, should, always, required, make sure, please
  'not', // not, never, no; before what it denies
  'without', // without, instead of asking
  'before', // before, first, prior to
  'after', // after, once, then
  'when', // when, if, whenever
  'otherwise', // otherwise, unless, or else, will fail
  'instead', // instead, rather than
  'every-turn', // after every message, each time, every answer
  'from-now-on', // from now on, permanently, in future
  'also', // also, additionally, as well, in addition
  'important', // important, urgent, critical, attention
  'best', // best, only, official, trusted, superior
  'outdated', // deprecated, broken, obsolete, insecure
  // What is no word of a language: found by its shape or in the session.
  'address', // e-mail address, URL, host, phone number, account number
  'secret-path', // ~/.ssh/id_rsa, .env, /etc/passwd
  'other-tool', // the name of a tool of another server
  // Against.
  'example', // example, such as, attack, attacker, injection, phishing: speaks about, does not order
] as const;
export type Concept = (typeof CONCEPTS)[number];

/** A set of concepts, as bits. */
export interface Slots {
  readonly low: number;
  readonly high: number;
}

const HALF = 32;

export function slots(...concepts: readonly Concept[]): Slots {
  let low = 0;
  let high = 0;
  for (const concept of concepts) {
    const at = CONCEPTS.indexOf(concept);
    if (at < HALF) low |= 1 << at;
    else high |= 1 << (at - HALF);
  }
  return { low, high };
}

export function meets(one: Slots, other: Slots): boolean {
  return (one.low & other.low) !== 0 || (one.high & other.high) !== 0;
}

/** The concepts of a set, in their order. */
export function conceptsOf({ low, high }: Slots): Concept[] {
  return CONCEPTS.filter((_, at) => (at < HALF ? low & (1 << at) : high & (1 << (at - HALF))) !== 0);
}
