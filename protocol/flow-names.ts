// Apart from the schemas, so that the page can have these values without the schema library.

/** What a tool lets its caller do, as far as it counts on a path over several tools. */
export const FLOW_TAGS = [
  'untrusted-source',
  'private-data',
  'egress',
  'exec',
  'destructive',
  'money',
  'persistence',
  'file-write',
] as const;

/** What a dangerous path amounts to; worst first. */
export const FLOW_KINDS = [
  'untrusted-to-exec',
  'trifecta',
  'single-server-trifecta',
  'untrusted-to-money',
  'untrusted-to-destructive',
  'untrusted-to-persistence',
  'private-to-egress',
] as const;
