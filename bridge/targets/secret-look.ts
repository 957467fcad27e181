/** Names under which people keep what must not be seen. */
const SECRET_NAME =
  /(?:^|[_\-.])(?:secret|secrets|token|tokens|password|passwd|passphrase|pwd|pass|apikey|api_?key|access_?key|private_?key|secret_?key|auth|authorization|credential|credentials|bearer|cookie|session_?id|dsn|pat|jwt|key)(?:$|[_\-.\d])|(?:token|secret|password|apikey|authorization|cookie|credential)s?$/i;

/** Forms of keys that are recognised wherever they stand. */
export const SECRET_SHAPES = [
  /^(?:Bearer|Basic|Token|ApiKey)\s+\S{6,}/i,
  /\b(?:sk|pk|rk)[-_](?:live|test|proj|ant|or)?[-_]?[A-Za-z0-9_-]{16,}/,
  /\b(?:ghp|gho|ghu|ghs|ghr|github_pat|glpat|gldt|npm|pypi|hf|dop_v1|xox[abprs]|shpat|lin_api|ntn|secret|figd|sntrys|tvly|r8)[-_][A-Za-z0-9_-]{10,}/,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  /\bAIza[A-Za-z0-9_-]{30,}/,
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\./,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b[a-z][a-z\d+.-]*:\/\/[^\s/:@]*:[^\s/@]+@/i,
];

/** A value that must be kept by reference: because of what it is called, or of what it looks like. */
export function looksSecret(name: string, value: string): boolean {
  if (value === '') return false;
  const words = name.replace(/([a-z\d])([A-Z])/g, '$1_$2');
  if (SECRET_NAME.test(words) && !isHarmless(value)) return true;
  return SECRET_SHAPES.some((shape) => shape.test(value.slice(0, 8192)));
}

/** `TOKEN_LIMIT=4096` and `AUTH=true` are settings; a path names where a secret is. */
function isHarmless(value: string): boolean {
  return (
    /^(?:true|false|yes|no|on|off|none|null|\d{1,5})$/i.test(value) ||
    /^(?:\/|~\/|\.{1,2}\/|[A-Za-z]:\\)[^\s:@]*$/.test(value)
  );
}
