import * as z from 'zod/mini';

/** Text around a referred value: `Bearer ${env:TOKEN}` is the variable with the prefix `Bearer `. */
const around = { prefix: z.optional(z.string()), suffix: z.optional(z.string()) };

/**
 * Where a configured text comes from. `secret` values live in the bridge's Secrets store and never
 * reach a file or an export; `env` is read from the bridge's own environment when it is needed.
 */
export const ConfiguredText = z.discriminatedUnion('from', [
  z.object({ from: z.literal('plain'), value: z.string() }),
  z.object({ from: z.literal('secret'), ref: z.string(), ...around }),
  z.object({ from: z.literal('env'), name: z.string(), ...around }),
]);
export type ConfiguredText = z.infer<typeof ConfiguredText>;

export const NamedText = z.object({ name: z.string(), text: ConfiguredText });
export type NamedText = z.infer<typeof NamedText>;

export const StdioSpec = z.object({
  kind: z.literal('stdio'),
  command: z.string(),
  args: z.array(z.string()),
  cwd: z.string(),
  /** Added to the short allow-list; nothing else of the bridge's environment is passed. */
  env: z.array(NamedText),
});
export type StdioSpec = z.infer<typeof StdioSpec>;

export const HttpSpec = z.object({
  /** `http` finds out by itself whether the URL speaks Streamable HTTP or the SSE of 2024-11-05. */
  kind: z.enum(['http', 'streamable-http', 'legacy-sse']),
  url: z.string(),
  headers: z.array(NamedText),
  /** PEM file with the authorities to trust for this target only. */
  caFile: z.optional(z.string()),
  /** false switches certificate verification off for this target; the page says so loudly. */
  verify: z.boolean(),
});
export type HttpSpec = z.infer<typeof HttpSpec>;

export const RecordingSpec = z.object({ kind: z.literal('recording'), session: z.string() });
export type RecordingSpec = z.infer<typeof RecordingSpec>;

export const TargetSpec = z.discriminatedUnion('kind', [StdioSpec, HttpSpec, RecordingSpec]);
export type TargetSpec = z.infer<typeof TargetSpec>;

/** One server the person knows. `key` is stable and named; how it is reached may change under it. */
export const Target = z.object({
  key: z.string(),
  name: z.string(),
  spec: TargetSpec,
  /** Where it was learnt from: typed on the command line, pasted, a config file's path, or `demo`: our practice server. */
  origin: z.enum(['command-line', 'page', 'config-file', 'demo']),
  /** Revision to pin, or `auto` to detect the era. */
  opening: z.string(),
  profile: z.string(),
  /** Era found last time; cleared on request. */
  eraSeen: z.optional(z.enum(['handshake', 'modern'])),
  lastSeen: z.optional(z.number()),
  /** The newest session with it, live or not. */
  session: z.optional(z.string()),
});
export type Target = z.infer<typeof Target>;

/** A way to introduce ourselves that can be chosen for a target: ourselves, or like a well-known host. */
export const ProfileName = z.object({ id: z.string(), label: z.string() });
export type ProfileName = z.infer<typeof ProfileName>;

/** One argv entry or variable with what a person should know before it runs. */
export const Remark = z.object({
  severity: z.enum(['info', 'low', 'medium', 'high']),
  text: z.string(),
});
export type Remark = z.infer<typeof Remark>;

/**
 * Everything a person must see before a process is started, and the keyed hash that binds a "yes"
 * to exactly this (argv, cwd, env names and values). Control and bidi characters are not escaped
 * here; whoever shows it draws them.
 */
export const LaunchPlan = z.object({
  argv: z.array(z.object({ text: z.string(), remark: z.optional(Remark) })),
  /** Absolute path the command was found at, or why it was not found. */
  program: z.optional(z.string()),
  missing: z.optional(z.string()),
  cwd: z.string(),
  /** `value` is given for loader and path variables and plain ones; secrets are masked. */
  env: z.array(
    z.object({
      name: z.string(),
      value: z.optional(z.string()),
      masked: z.boolean(),
      /** What it refers to is not there: its value has to come with the yes. */
      missing: z.optional(z.boolean()),
      from: z.enum(['allow-list', 'plain', 'secret', 'env']),
      remark: z.optional(Remark),
    }),
  ),
  /** How many variables of the bridge's environment are not passed. */
  withheld: z.number(),
  confirmation: z.string(),
});
export type LaunchPlan = z.infer<typeof LaunchPlan>;
