import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { Target, type NamedText, type TargetSpec } from '../../protocol/target.ts';
import { readPrivateFile, writePrivateFile } from '../platform/private-files.ts';
import { deriveName, type DerivedName } from './naming.ts';
import { looksSecret } from './secret-look.ts';

const VERSION = 1;
const MAX_FILE = 64 * 1024 * 1024;
const MAX_KEY = 200;
/** ms in which changes are written together. */
const WRITE_AFTER = 50;

const TargetsFile = z.object({ version: z.number(), targets: z.array(Target) });

/** What of the Secrets the targets need. */
export interface SecretShelf {
  put(value: string, name: string): string;
  remove(ref: string): void;
}

export interface TargetStoreOptions {
  dataDir: string;
  /** false: changes are never written. Absent: they are. */
  isKept?: boolean;
  secrets: SecretShelf;
  /** After every change of a target; not for those read from the file. */
  changed(target: Target): void;
  forgotten(key: string): void;
  onProblem(problem: Problem): void;
}

export interface NewTarget {
  /** `--name`, the config's name or the page's; absent: derived from the package, image, script or host. */
  name?: string;
  spec: TargetSpec;
  origin: Target['origin'];
  opening?: string;
  profile?: string;
  /** Values of `env` references as another process saw them; they are kept as secrets. */
  environment?: Record<string, string>;
}

/** The servers a person knows, in `targets.json` (0600). Holds references to secrets, never their values. */
export class TargetStore {
  #o: TargetStoreOptions;
  #path: string;
  #targets: Map<string, Target>;
  #pending: NodeJS.Timeout | undefined;

  private constructor(options: TargetStoreOptions, path: string, targets: Target[]) {
    this.#o = options;
    this.#path = path;
    this.#targets = new Map(targets.map((target) => [target.key, target]));
  }

  /** A file of a newer version or one that cannot be read is a Problem: it is never overwritten. */
  static open(options: TargetStoreOptions): Outcome<TargetStore> {
    const path = join(options.dataDir, 'targets.json');
    const read = readPrivateFile(path, MAX_FILE);
    if (!read.ok) return read;
    if (read.value === undefined) return { ok: true, value: new TargetStore(options, path, []) };
    const parsed = parseFile(read.value.toString('utf8'), path);
    return parsed.ok ? { ok: true, value: new TargetStore(options, path, parsed.value) } : parsed;
  }

  all(): Target[] {
    return [...this.#targets.values()];
  }

  get(key: string): Target | undefined {
    return this.#targets.get(key);
  }

  /** Adds a target, or changes how the one with this key is reached. What looks like a secret becomes a reference. */
  add(request: NewTarget): Target {
    const named = request.name?.trim().slice(0, MAX_KEY);
    const key = named || this.#freeKey(deriveName(request.spec), request.spec);
    const known = this.#targets.get(key);
    const spec = this.#keepSecrets(key, request.spec, request.environment);
    const isReachedAsBefore = known !== undefined && reach(known.spec) === reach(spec);
    const target: Target = {
      key,
      name: key,
      spec,
      origin: request.origin,
      opening: request.opening ?? known?.opening ?? 'auto',
      profile: request.profile ?? known?.profile ?? 'own',
      ...(isReachedAsBefore && known.eraSeen !== undefined && { eraSeen: known.eraSeen }),
      ...(known?.lastSeen !== undefined && { lastSeen: known.lastSeen }),
      ...(known?.session !== undefined && { session: known.session }),
    };
    if (known !== undefined) this.#dropSecrets(known.spec, spec);
    return this.#put(target);
  }

  /** Changes what is known of a target. `undefined` in the patch takes a field away. */
  update(
    key: string,
    patch: { [K in 'opening' | 'profile' | 'eraSeen' | 'lastSeen' | 'session']?: Target[K] | undefined },
  ): Target | undefined {
    const known = this.#targets.get(key);
    if (known === undefined) return undefined;
    const merged = Object.entries({ ...known, ...patch }).filter(([, value]) => value !== undefined);
    return this.#put(Object.fromEntries(merged) as Target);
  }

  /**
   * Values the person gave for what a target refers to, kept as secrets; text around a reference stays. A
   * header may be new; a variable may not, because a confirmed command has no others than it was shown with.
   */
  fill(key: string, given: NamedText[]): Target | undefined {
    const known = this.#targets.get(key);
    if (known === undefined || known.spec.kind === 'recording') return known;
    const { spec } = known;
    const valueOf = (name: string): string | undefined => {
      const text = given.find((each) => each.name === name)?.text;
      return text?.from === 'plain' ? text.value : undefined;
    };
    const put = (name: string, value: string): string => this.#o.secrets.put(value, `${key}: ${name}`);
    const fillOne = ({ name, text }: NamedText): NamedText => {
      const value = valueOf(name);
      if (value === undefined || text.from === 'plain') return { name, text };
      const { prefix, suffix } = text;
      const around = { ...(prefix !== undefined && { prefix }), ...(suffix !== undefined && { suffix }) };
      return { name, text: { from: 'secret', ref: put(name, value), ...around } };
    };
    if (spec.kind === 'stdio') return this.#refill(known, { ...spec, env: spec.env.map(fillOne) });
    const added = given.flatMap(({ name, text }): NamedText[] =>
      text.from !== 'plain' || spec.headers.some((header) => header.name === name)
        ? []
        : [{ name, text: { from: 'secret', ref: put(name, text.value) } }],
    );
    return this.#refill(known, { ...spec, headers: [...spec.headers.map(fillOne), ...added] });
  }

  #refill(known: Target, spec: TargetSpec): Target {
    this.#dropSecrets(known.spec, spec);
    return this.#put({ ...known, spec });
  }

  forget(key: string): boolean {
    const known = this.#targets.get(key);
    if (known === undefined) return false;
    this.#targets.delete(key);
    this.#dropSecrets(known.spec, undefined);
    this.#writeSoon();
    this.#o.forgotten(key);
    return true;
  }

  /** Writes what is still pending. */
  close(): void {
    if (this.#pending === undefined) return;
    clearTimeout(this.#pending);
    this.#write();
  }

  #put(target: Target): Target {
    this.#targets.set(target.key, target);
    this.#writeSoon();
    this.#o.changed(target);
    return target;
  }

  /** Two scripts called `index.js` are two targets; the same package with other arguments is the same one. */
  #freeKey(derived: DerivedName, spec: TargetSpec): string {
    const isFree = (key: string): boolean => {
      const known = this.#targets.get(key);
      if (known === undefined) return true;
      const other = deriveName(known.spec);
      return isHttp(known.spec) === isHttp(spec) && (derived.isSpecific || other.place === derived.place);
    };
    const name = derived.name.slice(0, MAX_KEY);
    const longer = longerName(derived, spec).slice(-MAX_KEY);
    for (const key of [name, longer]) if (isFree(key)) return key;
    let count = 2;
    while (!isFree(`${longer} (${count})`)) count += 1;
    return `${longer} (${count})`;
  }

  #keepSecrets(key: string, spec: TargetSpec, environment: Record<string, string> | undefined): TargetSpec {
    const keep = ({ name, text }: NamedText): NamedText => {
      const label = `${key}: ${name}`;
      if (text.from === 'plain' && looksSecret(name, text.value)) {
        return { name, text: { from: 'secret', ref: this.#o.secrets.put(text.value, label) } };
      }
      const seen = text.from === 'env' ? environment?.[text.name] : undefined;
      if (text.from !== 'env' || seen === undefined) return { name, text };
      const { prefix, suffix } = text;
      const around = { ...(prefix !== undefined && { prefix }), ...(suffix !== undefined && { suffix }) };
      return { name, text: { from: 'secret', ref: this.#o.secrets.put(seen, label), ...around } };
    };
    if (spec.kind === 'stdio') return { ...spec, env: spec.env.map(keep) };
    return spec.kind === 'recording' ? spec : { ...spec, headers: spec.headers.map(keep) };
  }

  #dropSecrets(before: TargetSpec, after: TargetSpec | undefined): void {
    const kept = new Set(after === undefined ? [] : refsOf(after));
    for (const ref of refsOf(before)) if (!kept.has(ref)) this.#o.secrets.remove(ref);
  }

  #writeSoon(): void {
    if (this.#o.isKept === false) return;
    this.#pending ??= setTimeout(() => this.#write(), WRITE_AFTER);
  }

  #write(): void {
    this.#pending = undefined;
    const content = `${JSON.stringify({ version: VERSION, targets: this.all() }, null, 2)}\n`;
    const problem = writePrivateFile(this.#path, content);
    if (problem !== undefined) this.#o.onProblem(problem);
  }
}

function parseFile(text: string, path: string): Outcome<Target[]> {
  const broken = (why: string): Outcome<Target[]> => ({
    ok: false,
    problem: {
      code: 'targets-file-broken',
      message: `${path} is not what this program wrote: ${why}.`,
      hint: 'Move it away to start without known targets.',
    },
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return broken((error as Error).message);
  }
  const version = z.safeParse(z.object({ version: z.number() }), json);
  if (version.success && version.data.version > VERSION) {
    return {
      ok: false,
      problem: {
        code: 'targets-file-newer',
        message: `${path} was written by a newer version of this program (format ${version.data.version}, this one knows ${VERSION}).`,
        hint: 'Update this program, or choose another --data-dir.',
      },
    };
  }
  const file = z.safeParse(TargetsFile, json);
  if (file.success) return { ok: true, value: file.data.targets };
  const [issue] = file.error.issues;
  return broken(`${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
}

function isHttp(spec: TargetSpec): boolean {
  return spec.kind !== 'stdio' && spec.kind !== 'recording';
}

/** What decides which server answers; a remembered era holds only as long as it stays the same. */
function reach(spec: TargetSpec): string {
  if (spec.kind === 'stdio') return JSON.stringify([spec.command, spec.args, spec.cwd]);
  return spec.kind === 'recording' ? spec.session : JSON.stringify([spec.kind, spec.url]);
}

function longerName(derived: DerivedName, spec: TargetSpec): string {
  if (isHttp(spec)) return derived.place.replace(/^[a-z]+:\/\//i, '');
  const [folder = '', script = ''] = derived.place.split('\0');
  const parts = `${folder}/${script}`.split(/[\\/]/).filter((part) => part !== '' && part !== '.');
  return parts.slice(-2).join('/') || derived.name;
}

function refsOf(spec: TargetSpec): string[] {
  const texts = spec.kind === 'stdio' ? spec.env : spec.kind === 'recording' ? [] : spec.headers;
  return texts.flatMap(({ text }) => (text.from === 'secret' ? [text.ref] : []));
}
