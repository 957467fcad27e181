import { memberOf } from '../../../protocol/mcp/read-place.ts';
import type { Text } from '../../text.ts';
import { masked } from '../mask.ts';
import { isPlaceholder } from '../placeholder.ts';
import type { Secret } from './secret.ts';

/** What the metadata services of clouds, and the calls that hand out roles, answer with. */
interface Shape {
  readonly what: string;
  readonly secret: string;
  readonly beside: readonly string[];
}
const SHAPES: readonly Shape[] = [
  { what: 'a set of temporary AWS credentials', secret: 'SecretAccessKey', beside: ['AccessKeyId'] },
  {
    what: 'an access token of a cloud’s metadata service',
    secret: 'access_token',
    beside: ['token_type', 'expires_on', 'resource'],
  },
  {
    what: 'an access token of Google’s metadata service',
    secret: 'access_token',
    beside: ['token_type', 'expires_in'],
  },
];
const GOOGLE = 'ya29.';
const NEAR = 4000;

export function cloudCredentialsIn(text: Text): Secret[] {
  const { source, value } = text;
  if (source.kind === 'value') {
    const name = source.node.key?.name;
    const shape = SHAPES.find(
      (one) =>
        one.secret === name && one.beside.every((other) => memberOf(source.node.parent, other) !== undefined),
    );
    if (shape !== undefined && isToken(shape, value)) return [found(shape, value, 0, value.length, value)];
  }
  return SHAPES.flatMap((shape) => inJsonText(shape, value));
}

/** JSON in a string: the names stand near each other, in quotes. */
function inJsonText(shape: Shape, text: string): Secret[] {
  const name = `"${shape.secret}"`;
  const at = text.indexOf(name);
  if (at === -1) return [];
  const start = Math.max(0, at - NEAR);
  const around = text.slice(start, at + NEAR);
  const places = shape.beside.map((other) => around.indexOf(`"${other}"`));
  if (places.includes(-1)) return [];
  const given = /^"\s{0,4}:\s{0,4}"([^"\s]{20,4000})"/.exec(
    text.slice(at + name.length - 1, at + name.length + 4020),
  );
  if (given === null || !isToken(shape, given[1]!)) return [];
  const to = at + name.length - 1 + given[0].length;
  const from = Math.min(at, ...places.map((place) => start + place));
  return [found(shape, given[1]!, from, withSession(text, to), given[1]!)];
}

/** The token of the session stands right behind it, and is no use without it. */
function withSession(text: string, to: number): number {
  return (
    to +
    (/^\s{0,20},\s{0,20}"(?:Session)?Token"\s{0,4}:\s{0,4}"[^"\s]{1,4000}"/.exec(
      text.slice(to, to + 4080),
    )?.[0].length ?? 0)
  );
}

function isToken(shape: Shape, value: string): boolean {
  if (isPlaceholder(value) || value.length < 20) return false;
  return shape.beside.includes('expires_in') ? value.startsWith(GOOGLE) : true;
}

function found(shape: Shape, value: string, from: number, to: number, secret: string): Secret {
  return {
    kind: 'cloud-credentials',
    what: shape.what,
    from,
    to,
    masked: masked(secret),
    severity: 'critical',
    confidence: value.length >= 40 ? 'firm' : 'tentative',
    notes:
      'Such an answer comes from inside a machine in the cloud, often through a request the server was made to send.',
  };
}

/** Whether a value only goes with credentials that are reported at another one. */
export function isBesideCloudSecret(text: Text): boolean {
  if (text.source.kind !== 'value') return false;
  const { node } = text.source;
  return (
    node.key !== undefined &&
    ['AccessKeyId', 'Token', 'SessionToken'].includes(node.key.name) &&
    memberOf(node.parent, 'SecretAccessKey') !== undefined
  );
}
