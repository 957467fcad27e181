// A directory that is asked with filters of LDAP (RFC 4515).
const ENTRIES = [
  { objectclass: ['person'], uid: ['ada'], cn: ['Ada King'], mail: ['ada@example.test'], ou: ['staff'] },
  {
    objectclass: ['person'],
    uid: ['grace'],
    cn: ['Grace Hopper'],
    mail: ['grace@example.test'],
    ou: ['staff'],
  },
  { objectclass: ['person'], uid: ['svc'], cn: ['Backup'], mail: ['svc@example.test'], ou: ['hidden'] },
];

class BadFilter extends Error {}

/** Reads one filter from `at`; what follows it is the caller's. */
function read(text, at) {
  if (text[at] !== '(') throw new BadFilter(`Bad search filter at ${at}`);
  const sign = text[at + 1];
  if (sign === '&' || sign === '|' || sign === '!') {
    const parts = [];
    let next = at + 2;
    while (text[next] === '(') {
      const part = read(text, next);
      parts.push(part.holds);
      next = part.next;
    }
    if (text[next] !== ')' || (sign === '!' && parts.length !== 1)) throw new BadFilter('Bad search filter');
    const holds =
      sign === '&'
        ? (entry) => parts.every((part) => part(entry))
        : sign === '|'
          ? (entry) => parts.some((part) => part(entry))
          : (entry) => !parts[0](entry);
    return { holds, next: next + 1 };
  }
  const end = text.indexOf(')', at);
  const [, name, relation, value] = /^([\w.-]+)(>=|<=|~=|=)([^(]*)$/.exec(text.slice(at + 1, end)) ?? [];
  if (end === -1 || name === undefined) throw new BadFilter('Bad search filter');
  return { holds: comparison(name.toLowerCase(), relation, value), next: end + 1 };
}

const plain = (text) =>
  text.replace(/\\([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))).toLowerCase();

function comparison(name, relation, value) {
  const values = (entry) => (entry[name] ?? []).map((one) => one.toLowerCase());
  if (relation === '>=') return (entry) => values(entry).some((one) => one >= plain(value));
  if (relation === '<=') return (entry) => values(entry).some((one) => one <= plain(value));
  const pieces = value.split('*').map((piece) => plain(piece).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`^${pieces.join('.*')}$`, 's');
  return (entry) => values(entry).some((one) => pattern.test(one));
}

/** Entries that a filter takes, without what is kept from everybody. */
export function searchDirectory(filter) {
  const { holds, next } = read(filter, 0);
  if (next !== filter.length) throw new BadFilter('Bad search filter: text behind it');
  return ENTRIES.filter(holds);
}

/** RFC 4515, section 3. */
export const escaped = (text) =>
  String(text).replace(/[\\*()\0]/g, (sign) => `\\${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);
