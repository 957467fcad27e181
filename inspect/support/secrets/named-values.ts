import type { Text } from '../../text.ts';
import { entropyOf, kindsOfCharacters } from '../entropy.ts';
import { masked } from '../mask.ts';
import { isPlaceholder } from '../placeholder.ts';
import type { Secret } from './secret.ts';

/** `API_KEY=…`, `"password": "…"`: a name of secrets, and what is given to it. Bounded throughout. */
const ASSIGNED =
  /(?:passw(?:or)?d|pwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|auth[_-]?key|secret[_-]?key|signing[_-]?key|credentials?)["'`]?\s{0,4}(?:=>|:=|[:=])\s{0,4}["'`]?([^\s"'`,;<>(){}|\\]{8,200})/gi;
const SECRET_NAME =
  /(?:passw(?:or)?d|pwd|passphrase|secret|token|apikey|accesskey|privatekey|authkey|secretkey|signingkey|encryptionkey|masterkey|credentials?)$/;
const OTHER_NAME =
  /next|page|pagination|continu|cursor|sync|csrf|xsrf|max|min|count|num|total|progress|public|type|format|sort|resume|upload|idempot|request|design|stop|eos|bos|pad|cancel|verification/;
const LONGEST_NAME = 48;
const SCHEMA_VALUES = new Set(['default', 'const', 'example', 'examples', 'enum']);

/** Values whose name says that they are secret and that look random; no more than a guess. */
export function namedSecretsIn(text: Text): Secret[] {
  const named = nameOf(text);
  if (named !== undefined && isSecretName(named) && looksSecret(text.value, named))
    return [secretAt(named, text.value, 0, true)];
  const { value } = text;
  if (!value.includes('=') && !value.includes(':')) return [];
  const found: Secret[] = [];
  let isRecord: boolean | undefined;
  for (const hit of value.matchAll(ASSIGNED)) {
    let start = hit.index;
    while (start > 0 && hit.index - start < LONGEST_NAME && /[A-Za-z0-9_.-]/.test(value[start - 1]!)) start--;
    const given = hit[1]!.replace(/[.\]]+$/, '');
    const name = value.slice(start, hit.index + hit[0].search(/["'`\s:=]/));
    if (!isSecretName(name) || !looksSecret(given, name)) continue;
    isRecord ??= looksLikeRecord(value);
    found.push(secretAt(name, given, hit.index + hit[0].length - hit[1]!.length, isRecord));
  }
  return found;
}

/** Of a value in a message: its key; of a default in a schema: the property. */
function nameOf(text: Text): string | undefined {
  if (text.source.kind !== 'value' || text.value.length > 400) return undefined;
  let { node } = text.source;
  while (node.key === undefined && node.parent !== undefined) node = node.parent;
  if (text.field === 'schema' && SCHEMA_VALUES.has(node.key?.name ?? '')) return node.parent?.key?.name;
  return node.key?.name;
}

export function isSecretName(name: string): boolean {
  const letters = name.replace(/[^A-Za-z]/g, '').toLowerCase();
  return SECRET_NAME.test(letters) && !OTHER_NAME.test(letters);
}

/** Random letters and digits; not the words, paths and calls that stand behind such names in manuals and code. */
function looksSecret(value: string, name: string): boolean {
  if (value.length < 8 || value.length > 400 || /\s/.test(value) || isPlaceholder(value)) return false;
  if (/^(?:https?:|[./$@~#&!]|process\.|os\.|env\.|config\.)/.test(value)) return false;
  if (/::|->|=>|\.\.|^[A-Za-z_.\-/:]+$/.test(value)) return false;
  const digits = (value.match(/[0-9]/g) ?? []).length;
  if (digits === 0 || isWords(value)) return false;
  if (/pass|pwd/i.test(name)) return kindsOfCharacters(value) >= 3 && entropyOf(value) >= 2.7;
  return value.length >= 16 && digits >= 2 && digits < value.length && entropyOf(value) >= 3.3;
}

/** `prod-db-2024`, `gpt-4o_mini`: words between separators, with a number or two. */
function isWords(value: string): boolean {
  const parts = value.split(/[-_./:]/);
  return parts.length > 1 && parts.every((part) => /^(?:[A-Za-z]{0,12}[0-9]{0,4}|v?[0-9]{1,4})$/.test(part));
}

/** Whether a text is the record itself, JSON or lines of KEY=VALUE, rather than prose about one. */
function looksLikeRecord(value: string): boolean {
  const first = value.trimStart()[0];
  if (first === '{' || first === '[') return true;
  const lines = value
    .slice(0, 4000)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return (
    lines.length > 0 && lines.filter((line) => /^[A-Z][A-Z0-9_]{2,60}=/.test(line)).length * 2 >= lines.length
  );
}

function secretAt(name: string, value: string, from: number, isRecord: boolean): Secret {
  return {
    kind: 'assignment',
    what: `a value given to “${name.slice(-LONGEST_NAME)}”`,
    from,
    to: from + value.length,
    masked: masked(value),
    severity: isRecord ? 'medium' : 'low',
    confidence: 'tentative',
    notes: 'It looks random, which is a guess.',
  };
}
