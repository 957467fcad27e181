import type { Lexicon } from '../lexicon.ts';

export const en: Lexicon = {
  language: 'en',
  words: {
    ignore:
      'ignore, ignoring, disregard, disregarding, forget, forgetting, override, overriding, bypass, bypassing, supersede, supersedes, discard, discarding, dismiss, abandon, neglect, set aside, put aside, pay no attention, take no notice, stop following, stop obeying, do not follow, not follow, no longer follow, do not obey, no longer apply, no longer applies, no longer bound, not bound by, no longer valid, are void, is void, are hereby revoked, are revoked, are cancelled, are suspended, are replaced by, is replaced by, takes precedence over, take precedence over, overrule, overrules, overrides, free of, free from, drop',
    obey: 'obey, obeying, follow, following these, comply, adhere, carry out, act on, act according, execute the following, heed, abide',
    tell: 'tell, telling, mention, mentioning, inform, informing, reveal, revealing, show, showing, display, displaying, disclose, disclosing, report, reporting, notify, notifying, notification, warn, warning, alert, alerting, explain, explaining, acknowledge, acknowledging, refer to, let know, bring up, discuss, discussing, say, saying, announce, announcing, surface, comment on, raise with, share with, made aware, be aware, aware of, told, informed, shown, notified, mentioned, see, notice, noticing, know about, find out, talk about, summarise this, summarize this, narrate, describe this',
    hide: "hide, hiding, hidden from, conceal, concealing, silently, secretly, quietly, discreetly, covertly, stealthily, in secret, keep this secret, keep it secret, kept secret, keep secret, keep this confidential, keep it confidential, keep this private, keep this between, keep it between, behind the scenes, in the background, unnoticed, invisible to, invisibly, without telling, without informing, without mentioning, without notifying, without showing, without revealing, without alerting, without letting, without their knowledge, without the user's knowledge, not visible to, internal only, off the record, stay silent, remain silent, keep quiet, omit from your, leave out of your, leave it out, not part of the answer, out of the summary, out of your answer, out of your reply, out of the reply, transparent to, withhold, suppress, do not log, between us, mask, obscure, cover up, pretend nothing",
    send: 'send, sending, forward, forwarding, transmit, transmitting, upload, uploading, post, posting, email, emailing, e-mail, mail, mailing, submit, submitting, publish, publishing, relay, relaying, deliver, dispatch, exfiltrate, leak, copy to, cc, bcc, carbon copy, blind copy, share, sharing, push, pushing, sync, replicate, mirror, report back, beacon, ping, deliver, hand over, pass along, pass on, make a request to, make a get request, a copy of, a copy, copy in, copied to, loop in, text, sms, message to',
    read: 'read, reading, open, opening, load, loading, fetch, fetching, retrieve, retrieving, access, accessing, collect, collecting, gather, gathering, look up, obtain, obtaining, extract, extracting, cat, dump, scan, grab, harvest, list, check, inspect, view, take the contents, find, search for, locate',
    call: 'call, calling, invoke, invoking, use, using, trigger, triggering, consult, query, make a call to, make use of',
    include:
      'include, including, pass, passing, attach, attaching, append, appending, insert, inserting, put, putting, embed, embedding, add, adding, supply, provide, providing, fill, fill in, populate, paste, quote, copy, copying, place, set to, prefix, prepend, encode, concatenate, enclose, echo, reproduce, repeat verbatim, return',
    change:
      'change, changing, replace, replacing, modify, modifying, rewrite, rewriting, redirect, redirecting, switch, substitute, substituting, alter, altering, set, setting, swap, edit, update, adjust, reroute, divert, route, overwrite, convert',
    store:
      'write, writing, save, saving, store, storing, remember, memorize, memorise, record, recording, log, logging, persist, keep a note, note down, commit to, register, archive, create a file, create an entry, add to',
    install:
      'install, installing, download, downloading, pip install, npm install, npm i, npx, uvx, curl, wget, brew install, apt install, apt-get install, cargo install, go install, git clone, add the extension',
    run: 'run, running, execute, executing, launch, launching, start, evaluate, eval, issue the command, type',
    ask: 'ask, asking, confirm, confirming, confirmation, approval, approve, approving, permission, consent, verify with, review, reviewing, check with, double-check, prompting, prompt for, authorisation, authorization, sign-off, human review, user input, manual review, pre-approved, preapproved, already approved, already agreed, auto-approve, auto-approved, waiting for, wait for, seek, requesting, confirmations, approvals',
    skip: 'skip, skipping, avoid, omit, no need to, not necessary to, needless to, dispense with, leave out, waive, go straight, go ahead, right away, straight away, automatically, auto-approve, auto-confirm, immediately without',
    repeat:
      'repeat, repeating, again and again, over and over, keep calling, keep doing, keep going, keep running, indefinitely, forever, endlessly, infinitely, loop, never stop, do not stop, until told, recursively, continuously, as many times, at least times, hundred times, thousand times, 100 times, 1000 times, 50 times, without end, non-stop, restart from, start over',
    prefer:
      'prefer, preferring, choose, choosing, select, pick, recommend, recommending, recommended, prioritise, prioritize, favour, favor, rank, promote, praise, endorse, suggest, default to, rely on, rather use, first choice, go-to',
    delete:
      'delete, deleting, erase, erasing, wipe, wiping, remove, removing, drop table, drop the, destroy, purge, clear, rm -rf, uninstall, cancel, unsubscribe, revoke, close, terminate, kill, drop',
    pay: 'transfer, transferring, pay, paying, buy, buying, purchase, purchasing, order, wire, withdraw, refund, donate, checkout, make a payment, invest, remit, charge, book, reserve, subscribe',
    grant:
      'grant, granting, give access, give, invite, inviting, unlock, unlocking, authorise, authorize, whitelist, allowlist, make public, make it public, turn off, turn on, disable, disabling, enable, enabling, deactivate, open the door, add as, promote to, assign, elevate, set permissions, chmod, share',
    reply:
      'answer, answering, reply, replying, respond, responding, output, outputting, print, begin your, start your, end your, write only, say exactly, answer only, tell the user that, tell them that, state that, claim, declare, conclude, rate',
    pretend:
      'pretend, you are now, act as, acting as, play the role, roleplay, role-play, become, behave as, behave like, imagine you are, assume the role, assume the identity, switch to, enter mode, developer mode, unrestricted mode, god mode, debug mode, maintenance mode, admin mode, dan mode, jailbroken, no restrictions, unrestricted',
    'go-on':
      'continue, continuing, proceed, proceeding, resume, retry, retrying, try again, to complete, complete, finish, finalise, finalize, unblock, move on, carry on, before continuing, fulfil, fulfill',
    instructions:
      'instruction, instructions, rule, rules, guideline, guidelines, prompt, prompts, directive, directives, policy, policies, constraint, constraints, guardrail, guardrails, safeguard, safeguards, restriction, restrictions, orders, commands given, command given, programming, training, protocol, protocols, guidance, told before, what you were told, been told, limits, limitations, filters, safety, ethics, context above, task above, messages above',
    context:
      "conversation, conversations, chat history, message history, conversation history, history of this chat, dialogue, transcript, chat log, chat logs, system prompt, system message, initial prompt, initial instructions, developer message, hidden prompt, chain of thought, chain-of-thought, reasoning, thought process, context window, entire context, full context, session context, your context, previous messages, prior messages, earlier messages, all messages, messages so far, messages above, user's messages, user messages, last messages, tool list, list of tools, list of all tools, available tools, tools available, other tools' results, tool outputs, user's request, user's question, original request, original question, user's prompt, user prompt, verbatim request, what the user said, what the user asked, everything above, text above, everything said, exchanged so far, session history, scratchpad, internal notes, memory contents",
    secret:
      'password, passwords, passphrase, credential, credentials, api key, api keys, apikey, api_key, api-key, access key, access keys, access token, access tokens, token, tokens, auth token, session token, bearer token, refresh token, private key, private keys, ssh key, ssh keys, secret key, secret, secrets, seed phrase, recovery phrase, mnemonic, wallet, cookies, session cookie, cookie, environment variables, env vars, environment, process.env, 2fa code, one-time code, otp, verification code, pin, cvv, social security, ssn, card number, credit card, keychain, keystore, key file, certificates, id_rsa, login details, login data, connection string',
    file: 'file, files, document, documents, folder, directory, contents, content of, home directory, config, configuration, source code, repository, codebase, notes',
    tool: 'tool, tools, function, functions, plugin, plugins, connector, connectors, mcp server, mcp servers, server, servers, integration, integrations, action, api call, tool call, tool calls, service',
    parameter:
      'parameter, parameters, argument, arguments, field, fields, recipient, recipients, body, bcc field, value of, input, context field, notes field, metadata field, query string, header, amount, branch, destination',
    message:
      'message, messages, email, emails, e-mails, request, response, responses, answer, answers, reply, replies, turn, turns, query, output, summary, report, mail, mails, invoice, text',
    money:
      'account, bank account, iban, bitcoin, btc, ethereum, crypto, funds, money, dollars, usd, eur, euros, gift card, gift cards, payment, payments, balance, invoice',
    memory:
      'memory, long-term memory, claude.md, agents.md, .cursorrules, cursor rules, gemini.md, copilot-instructions.md, rules file, mcp.json, mcp config, settings.json, .bashrc, .zshrc, .bash_profile, .profile, crontab, cron job, cron, authorized_keys, startup script, startup, git hooks, pre-commit, launchd, systemd, system prompt file, knowledge base, user preferences, saved preferences, memory bank, persistent notes, package.json, launchagents',
    command:
      'command, commands, script, scripts, shell, terminal, bash, powershell, one-liner, console, binary, executable, package, extension, setup.sh, install.sh, update, patch, installer, helper, dependency',
    error:
      'error, errors, failure, failures, failed, denied, invalid, expired, exception, unauthorized, forbidden, could not, cannot, unable, timeout, rejected, blocked, quota exceeded, not found, locked, mismatch, incomplete, missing',
    task: 'task, tasks, job, goal, goals, objective, mission, duty, assignment, work, purpose, priority, step, steps, workflow, request',
    data: 'data, information, info, records, details, contact list, contacts, address book, calendar, inbox, personal data, pii, customer data, results, output, history, phone number, home address, email address, location, medical, payload, summary, files',
    user: "user, users, user's, human, humans, person, customer, customers, client, operator, end user, people, anyone, anybody, them, reader, owner, account holder, employee, principal, interface, chat, conversation",
    model:
      'assistant, assistants, the assistant, ai, agent, agents, the agent, model, language model, llm, llms, chatbot, bot, gpt, chatgpt, claude, gemini, copilot, ai system, ai assistants, ai agents, automated agents, automation, summarizer, summariser, crawler, virtual assistant, whoever processes',
    you: "you, your, yours, yourself, you're, you are, you've, you will",
    me: "i, me, my, mine, myself, i'm, i am, we, our, us",
    authority:
      'administrator, administrators, admin, admins, developer, developers, security team, security department, it department, it team, it security, support team, compliance, compliance team, legal, legal department, law, regulation, regulations, regulatory, gdpr, hipaa, sox, pci, vendor, anthropic, openai, google, microsoft, platform, management, ceo, cfo, auditor, auditors, audit, authorized, authorised, officially, on behalf of, system administrator, sysadmin, root, superuser, operations team, trust and safety, policy requires, federal, court, the company, headquarters, internal policy, ticket, moderator',
    self: 'this tool, this function, this server, this service, this method, this endpoint, this plugin, the tool, the function, this command, this api, this action, it',
    earlier:
      'previous, previously, prior, above, earlier, preceding, existing, former, original, so far, before this, up to now, up to this point, given, past, old, initial, current, received, default, built-in, any other, everything, whatever, anything',
    all: 'all, any, every, each, entire, whole, complete, full, fully, everything, total, full list of, verbatim, word for word, in full, as is, unredacted, raw, any of',
    other:
      'other, others, another, different, other tool, other tools, any other tool, every other tool, all other tools, another tool, remaining, alternative, alternatives, competing, competitors, similar tools, rest of the tools, elsewhere, third-party, third party, the rest of',
    system:
      'system, safety, security, developer, initial, hidden, internal, core, foundational, operational, base, standing, content policy',
    new: 'new, updated, real, actual, revised, true, following, now, latest, correct, only',
    must: "must, should, always, shall, have to, has to, need to, needs to, required, require, requires, is required to, mandatory, make sure, ensure, be sure, please, kindly, obliged, obligated, ought to, never, be so kind, expected to, it is necessary, is necessary, essential, you will, is to be, are to be, be sure to, would you, could you, remember to, do not forget, don't forget, is asked to, are asked to, is instructed to, are instructed to, is expected, are expected, responsible for, important to, want you to, like you to, ask you to, go ahead and",
    not: "not, never, no, don't, doesn't, do n't, dont, cannot, can't, won't, shouldn't, mustn't, shall not, isn't, aren't, nor, neither, nothing, no one, nobody, refrain from, avoid, needn't, no need, there is no need, stop, isn't, wouldn't",
    without: 'without, w/o, in place of, with no, instead of asking',
    before:
      'before, first, prior to, beforehand, in advance, ahead of, until, prior, preceding, at the start, at the beginning, to begin with, prerequisite, precondition',
    after:
      'after, afterwards, once, then, following that, upon, thereafter, next, finally, subsequently, when done, when finished, at the end, in the end, when you are done, as a last step, last step, as soon as',
    when: 'when, if, whenever, as soon as, in case, on the day, in the event, should the, as long as, provided that, every time, in the presence of, the moment, only if, only when, starting from, from the third, on or after, after the',
    otherwise:
      "otherwise, unless, or else, will fail, will not work, won't work, does not work, fails, will be lost, will be deleted, will be locked, will be suspended, will be rejected, be rejected, is rejected, will crash, will break, data loss, be corrupted, be terminated, be blocked, cannot be completed, will refuse, refuses to, is disabled, be disabled, return garbage, returns nothing, returns an empty, stop working, incorrect results, wrong results, be harmed, be charged, lose access, failure to, failing to, depends on, not be processed, not function, is void, invalid otherwise",
    instead:
      'instead, rather than, in place of, replaces, replacing, instead of, substitute for, in lieu of, not the, and not',
    'every-turn':
      'every message, each message, every response, each response, every answer, each answer, every reply, each reply, every turn, each turn, every tool call, each tool call, every call, each call, every request, each request, every interaction, each interaction, every query, each query, every prompt, each prompt, every user message, each user message, after every, after each, every time, each time, for every, on every, for each, all subsequent, throughout the conversation, at the end of every, at every step, on each, every step, before every, before each, whenever the user, any time the user, with every',
    'from-now-on':
      'from now on, from this point, from here on, henceforth, going forward, in future, in the future, in all future, for all future, future sessions, future conversations, future chats, future tasks, permanently, permanent, for good, across sessions, next session, next sessions, every session, each session, new session, always remember, until further notice, for the rest of, remainder of, long term, persist across, subsequent sessions, later sessions, following sessions, every project, on startup, at startup, at login, at boot, every new, as of today, as of now, effective immediately, starting today, for ever, forever',
    also: 'also, additionally, as well, in addition, besides, furthermore, moreover, too, on top of that, at the same time, plus, and then, along with, together with, alongside, a copy, while you are at it, in the same, extra, additional, ps, p.s., postscript, by the way, one more thing, simultaneously, in parallel',
    important:
      'important, urgent, urgently, critical, attention, mandatory, emergency, asap, immediately, at once, priority, warning, security notice, security alert, system update, system notice, system message, system notification, notice, official notice, action required, alert, notice to, note to, override, high priority, immediate, final warning, time-sensitive, confidential',
    best: 'best, only, official, trusted, superior, preferred, most reliable, most accurate, most trustworthy, unmatched, number one, top, leading, fastest, the only tool, authoritative, definitive, verified, certified, recommended, best-in-class, state-of-the-art, more reliable, more accurate, better than, better, most effective, most secure, gold standard, highest rated, superseded by, exclusive, exclusively, highest priority',
    outdated:
      'deprecated, obsolete, outdated, broken, insecure, retired, unreliable, unsafe, discontinued, no longer works, no longer maintained, no longer supported, out of date, malfunctioning, compromised, vulnerable, buggy, superseded, decommissioned, unavailable, disabled, inaccurate, legacy, out of service, slow, shut down, removed, inferior, leaks',
    example:
      'example, for example, e.g., such as, for instance, attack, attacks, attacker, attackers, injection, injections, malicious, phishing, jailbreak, adversarial, payload, payloads, vulnerability, exploit, red team, suspicious, detect, detects, detected, detection, threat, scam, researchers, demonstrates, tries to, trick, tricks, trick the, social engineering, sanitize, untrusted, poisoned, poisoning, hijack, mitigation, defend, defence, defense',
  },
};
