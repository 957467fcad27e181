import type { Rule } from '../../rule.ts';

export const sensitiveResourceUri: Rule = {
  meta: {
    id: 'sensitive-resource-uri',
    version: 2,
    title: 'A resource that points at secrets of the machine',
    family: 'exfiltration',
    severity: 'high',
    confidence: 'firm',
    about:
      'A client may read resources without asking. One that points at keys, password files, process memory or the environment brings them into the conversation.',
    falsePositives: 'Servers made to manage such files, where the user added the folder himself.',
    fix: 'Do not offer such files as resources; limit the server to folders the user chose.',
    references: ['OWASP MCP01', 'CWE-538', 'CWE-552'],
  },
  reads: { fields: ['resource-definition'] },
  watch(report) {
    return {
      text(text) {
        const key = text.node?.key?.name;
        if (text.isKey || text.via.length > 0 || (key !== 'uri' && key !== 'uriTemplate')) return;
        const hit = SENSITIVE.exec(text.value.slice(0, 2000));
        if (hit === null) return;
        const at = hit.index;
        report({
          at: text.place(at, at + hit[0].length),
          says: `The resource “${text.value.slice(0, 90)}” points at ${WORDS.find(([mark]) => mark.test(hit[0]))?.[1] ?? 'a place where secrets are kept'}.`,
        });
      },
    };
  },
};

const SENSITIVE =
  /^(?:env|environment|keychain|keyring|registry|secrets?):|\/\.(?:ssh|aws|gnupg|kube|docker\/config|netrc|npmrc|pypirc|git-credentials|pgpass|azure|config\/gcloud)(?:[/"]|$)|\/etc\/(?:passwd|shadow|sudoers|ssl\/private)|^file:\/{2,3}proc\/|\/id_(?:rsa|ed25519|ecdsa|dsa)(?![.a-z])|\/\.env(?!\.(?:example|sample|template|dist|defaults?)$)(?:\.[a-z]{1,20})?$|\/\.(?:bash|zsh|python|psql|mysql)_history|\/Library\/Keychains|\/(?:Login Data|Cookies|wallet\.dat|logins\.json)$|\/var\/run\/(?:docker\.sock|secrets)/i;

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^(?:env|environment):/i, 'the environment of the process'],
  [/^(?:key|secret|registry)/i, 'a store of secrets'],
  [/passwd|shadow|sudoers/i, 'accounts of the machine'],
  [/proc\//i, 'processes and their memory'],
  [/history/i, 'what was typed before'],
];
