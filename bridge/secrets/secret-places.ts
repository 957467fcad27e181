import * as z from 'zod/mini';
import type { FrameSummary } from '../../protocol/frame.ts';
import type { Problem } from '../../protocol/problem.ts';
import { KeptFile } from '../craft/kept-file.ts';
import type { Journal } from '../journal/journal.ts';
import type { Masking } from './masking.ts';
import type { Secrets } from './secrets.ts';

const VERSION = 1;
const CAP = 4 * 1024 * 1024;
/** Of secrets; those that were noted first are forgotten first. */
const MOST_SECRETS = 500;
/** In different sessions, so that deleting one of them does not show the value in the others. */
const MOST_PLACES = 3;
/** Of a frame, from its beginning: heads, and messages that a person writes. */
const MOST_LOOKED_AT = 1024 * 1024;

/** Places further on are asked of the index, which takes a second to start and may be another process's. */
const MOST_WALKED = 5000;

const Place = z.object({ session: z.string(), seq: z.number(), from: z.number(), to: z.number() });
const Placed = z.object({ name: z.string(), places: z.array(Place).check(z.maxLength(MOST_PLACES)) });
type Place = z.infer<typeof Place>;
type Placed = z.infer<typeof Placed>;
const PlacesFile = z.object({
  version: z.literal(VERSION),
  secrets: z.array(Placed).check(z.maxLength(MOST_SECRETS)),
});

export interface SecretPlacesOptions {
  dataDir: string;
  env: Readonly<Record<string, string | undefined>>;
  journal: Pick<Journal, 'session' | 'frames' | 'bytes'>;
  masking: Pick<Masking, 'bytes' | 'margin'>;
  secrets: Pick<Secrets, 'put'>;
  onProblem(problem: Problem): void;
  onBug(bug: unknown): void;
}

/**
 * Where secrets stand in recordings. Their values are gone when the bridge ends, but not from what was sent; the
 * next start reads them from there again, and masks them. No value is kept anywhere else, and with the last
 * recording that holds one nothing of it is left.
 */
export class SecretPlaces {
  #o: SecretPlacesOptions;
  #file: KeptFile<z.infer<typeof PlacesFile>>;
  /** By name and value. */
  #placed = new Map<string, Placed>();
  /** false: the file that is there cannot be read, so it is not written either. */
  #isKept = true;
  #work: Promise<unknown> = Promise.resolve();

  constructor(options: SecretPlacesOptions) {
    this.#o = options;
    const { dataDir } = options;
    this.#file = new KeptFile({
      dataDir,
      name: 'secret-places.json',
      version: VERSION,
      shape: PlacesFile,
      cap: CAP,
    });
  }

  /** Resolves when everything that was noted is known again. */
  async restore(): Promise<void> {
    const read = this.#file.read();
    if (!read.ok) {
      this.#isKept = false;
      this.#o.onProblem(read.problem);
      return;
    }
    const { env, journal, secrets } = this.#o;
    let unread: Placed[] = [];
    for (const { name, places } of read.value?.secrets ?? []) {
      const variable = /^env:(.+)$/s.exec(name)?.[1];
      const now = variable !== undefined && Object.hasOwn(env, variable) ? env[variable] : undefined;
      if (now !== undefined) secrets.put(now, name);
      const left = places.filter(({ session }) => journal.session(session) !== undefined);
      unread.push({ name, places: left.sort((a, b) => a.seq - b.seq) });
    }
    for (let nth = 0; nth < MOST_PLACES; nth++) {
      const texts = await this.#textsAt(unread.flatMap(({ places }) => places[nth] ?? []));
      const isRead = ({ name, places }: Placed): boolean => {
        const place = places[nth];
        const text = place === undefined ? undefined : texts.get(place);
        if (text === undefined) return false;
        for (const value of spelledBy(text)) secrets.put(value, name);
        this.#placed.set(keyOf(name, text), { name, places });
        return true;
      };
      unread = unread.filter((one) => !isRead(one));
    }
  }

  /** What was sent is looked through for secrets that are not noted yet. */
  recorded(rows: readonly FrameSummary[]): void {
    if (!this.#isKept || this.#o.masking.margin === 0) return;
    const sent = rows.filter(({ toward, leg }) => toward === 'server' && leg === 'server');
    if (sent.length === 0) return;
    this.#work = this.#work.then(() => this.#look(sent)).catch((bug: unknown) => this.#o.onBug(bug));
  }

  async settled(): Promise<void> {
    await this.#work;
  }

  async #look(sent: readonly FrameSummary[]): Promise<void> {
    let isMore = false;
    for (const { session, seq, bytes } of sent) {
      const read = await this.#o.journal.bytes(session, seq, 'raw', 0, Math.min(bytes, MOST_LOOKED_AT));
      if (!read.ok) continue;
      const raw = Buffer.from(read.value.bytes);
      for (const { from, to, name } of this.#o.masking.bytes(Uint8Array.from(raw)))
        if (this.#note(name, raw.subarray(from, to), { session, seq, from, to })) isMore = true;
    }
    if (isMore) this.#write();
  }

  #note(name: string, text: Uint8Array, place: Place): boolean {
    const key = keyOf(name, text);
    const known = this.#placed.get(key) ?? { name, places: [] };
    const isThere = known.places.some(({ session }) => session === place.session);
    if (isThere || known.places.length === MOST_PLACES) return false;
    this.#placed.set(key, { name, places: [...known.places, place] });
    const [oldest] = this.#placed.keys();
    if (this.#placed.size > MOST_SECRETS && oldest !== undefined) this.#placed.delete(oldest);
    return true;
  }

  #write(): void {
    const content = { version: VERSION, secrets: [...this.#placed.values()] };
    const problem = this.#file.write(`${JSON.stringify(content)}\n`);
    if (problem !== undefined) this.#o.onProblem(problem);
  }

  /** Every session is walked once, up to the last frame that is wanted of it. */
  async #textsAt(places: readonly Place[]): Promise<Map<Place, Buffer>> {
    const texts = new Map<Place, Buffer>();
    const keep = (place: Place, bytes: Uint8Array): void => {
      if (bytes.length === place.to - place.from) texts.set(place, Buffer.from(bytes));
    };
    for (const session of new Set(places.map((place) => place.session))) {
      const own = places.filter((place) => place.session === session);
      const near = own.filter(({ seq }) => seq <= MOST_WALKED);
      const last = Math.max(0, ...near.map(({ seq }) => seq));
      for await (const frame of last === 0 ? [] : this.#o.journal.frames(session)) {
        for (const place of near)
          if (place.seq === frame.seq) keep(place, await frame.read('raw', place.from, place.to));
        if (frame.seq >= last) break;
      }
      for (const place of own) {
        if (place.seq <= MOST_WALKED) continue;
        const read = await this.#o.journal.bytes(session, place.seq, 'raw', place.from, place.to);
        if (read.ok) keep(place, read.value.bytes);
      }
    }
    return texts;
  }
}

function keyOf(name: string, text: Uint8Array): string {
  return `${name}\0${Buffer.from(text).toString('latin1')}`;
}

/** A value as it was sent, and what it is without the escapes it may have been sent with. */
function spelledBy(text: Buffer): Set<string> {
  const sent = text.toString('utf8');
  const values = new Set([sent]);
  try {
    if (sent.includes('\\')) values.add(JSON.parse(`"${sent}"`) as string);
  } catch {
    // SyntaxError: its backslashes are its own.
  }
  try {
    if (sent.includes('%')) values.add(decodeURIComponent(sent));
  } catch {
    // URIError: its percent signs are its own.
  }
  return values;
}
