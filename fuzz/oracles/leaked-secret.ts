import { SEVERITIES } from '../../protocol/finding.ts';
import type { Oracle } from '../oracle.ts';
import { textsIn, withoutSent } from '../reflection.ts';

/** Rules of the inspection that tell of a secret in an answer. */
const RULES = new Set([
  'cloud-credentials',
  'connection-string',
  'environment-dump',
  'json-web-token',
  'private-key',
  'provider-token',
]);
/** Of an answer, as much has to be left when what was sent is taken out. */
const LEAST_OWN = 0.3;

export const leakedSecret: Oracle = {
  meta: {
    id: 'leaked-secret',
    title: 'A secret is told',
    about:
      'A rule of the inspection finds a key, a token or an environment in the answer, and in no usual one.',
    falseAlarm: 'It is a sample, or a key that is meant to be public.',
    certainty: 'firm',
  },
  own: {
    finding: 'Tells a secret',
    cwe: 'CWE-200',
    fix: 'Keep keys and variables out of answers and errors. What has been told once is to be replaced.',
  },
  judge({ found, heard, sent }) {
    const secret = found
      .filter(({ rule }) => RULES.has(rule))
      .toSorted((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity))[0];
    if (secret === undefined) return undefined;
    // An answer that is mostly what was sent tells what was sent.
    const own = withoutSent(heard.text, textsIn(sent));
    if (own.length < heard.text.length * LEAST_OWN && heard.text.length > 200) return undefined;
    return { says: `${secret.title}: ${secret.says}`, severity: secret.severity };
  },
};
