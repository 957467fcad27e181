/** A request target in origin form (RFC 9112 section 3.2.1) that has one reading only. */
export interface RequestTarget {
  path: string;
  /** Without the question mark. */
  query: string;
}

const PATH = /^(?:\/(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})*)+$/;
const QUERY = /^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?[\]|"<>^`{}\\]|%[0-9A-Fa-f]{2})*$/;
/** Letters, digits and `-._~` never need escaping; escaped, they would be a second spelling of the same path. */
const ESCAPED_UNRESERVED = /%(?:2[DdEe]|3[0-9]|4[1-9A-Fa-f]|5[0-9AaFf]|6[1-9A-Fa-f]|7[0-9AaEe])/;

/**
 * Refuses every spelling that the guard and the router could read differently: absolute form,
 * `//`, dot segments, escaped letters, backslashes, control bytes. Returns undefined for those.
 */
export function readRequestTarget(target: string): RequestTarget | undefined {
  const at = target.indexOf('?');
  const path = at === -1 ? target : target.slice(0, at);
  const query = at === -1 ? '' : target.slice(at + 1);
  if (!PATH.test(path) || path.includes('//') || ESCAPED_UNRESERVED.test(path)) return undefined;
  const hasDotSegment = path.split('/').some((segment) => segment === '.' || segment === '..');
  if (hasDotSegment || !isUtf8Escaped(path) || !QUERY.test(query)) return undefined;
  return { path, query };
}

function isUtf8Escaped(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    // URIError: the escapes are not UTF-8, so there is no path they could mean.
    return false;
  }
}
