import { createHash } from 'node:crypto';
import { readTool, textsOfTool, type ToolFacts } from '../../inspect/flows/index.ts';
import type { FlowTag, FlowToolText } from '../../protocol/flows.ts';
import type { BytesRef, InventoryPage, InventoryRequest, InventoryRow } from '../../protocol/inventory.ts';
import { readBytes } from '../../protocol/mcp/reading.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Journal } from '../journal/journal.ts';

/** Of one target. */
const MOST_TOOLS = 2000;
/** A definition that is larger is none that a model would be given. */
const LARGEST_TOOL = 1024 * 1024;
const STEP = 4 * 1024 * 1024;
const PAGE = 500;

export interface OfferedTool extends ToolFacts {
  readonly nth: number;
  readonly at: BytesRef;
}

export interface OfferedTools {
  readonly tools: readonly OfferedTool[];
  /** What was not looked at, in words. */
  readonly words: string | undefined;
}

export interface ToolReaderOptions {
  page(session: string, request: InventoryRequest): Promise<Outcome<InventoryPage>>;
  journal: Pick<Journal, 'bytes'>;
}

/** Reads what the tools of a session say of themselves, from the frames they came in. */
export class ToolReader {
  #o: ToolReaderOptions;

  constructor(options: ToolReaderOptions) {
    this.#o = options;
  }

  async read(session: string): Promise<OfferedTools> {
    const listed = await this.#rows(session);
    const small = listed.rows.filter(({ bytes }) => bytes <= LARGEST_TOOL);
    const tools: OfferedTool[] = [];
    for (let first = 0; first < small.length;) {
      const { frame, from } = small[first]!.at;
      let last = first + 1;
      while (last < small.length && follows(small[last]!, frame, from)) last++;
      const rows = small.slice(first, last);
      const bytes = await this.#bytes(session, frame, from, rows.at(-1)!.at.to);
      for (const { ref, at } of rows) {
        const facts = factsOf(bytes.subarray(at.from - from, at.to - from));
        if (facts !== undefined) tools.push({ ...facts, nth: ref.nth, at });
      }
      first = last;
    }
    const larger = listed.rows.length - small.length;
    const words = [
      listed.words,
      listed.total > listed.rows.length &&
        `the first ${listed.rows.length} of ${listed.total} tools are looked at`,
      larger > 0 && `${larger} too large to be looked at`,
    ].filter((one) => typeof one === 'string');
    return { tools, words: words.length === 0 ? undefined : words.join('; ') };
  }

  /** Undefined: its bytes cannot be read any more. */
  async texts(
    session: string,
    { frame, from, to }: BytesRef,
    tags: readonly FlowTag[],
  ): Promise<Pick<FlowToolText, 'description' | 'parameters'> | undefined> {
    const reading = readBytes(await this.#bytes(session, frame, from, to));
    const [root] = reading.roots;
    return root === undefined ? undefined : textsOfTool(reading, root, tags);
  }

  async #rows(session: string): Promise<{ rows: InventoryRow[]; total: number; words: string | undefined }> {
    const rows: InventoryRow[] = [];
    for (;;) {
      const request = { q: '', sections: ['tools' as const], from: rows.length, limit: PAGE };
      const page = await this.#o.page(session, request);
      if (!page.ok) return { rows, total: rows.length, words: page.problem.message };
      rows.push(...page.value.rows);
      const list = page.value.sections.find(({ section }) => section === 'tools');
      if (page.value.rows.length < PAGE || rows.length >= MOST_TOOLS)
        return { rows: rows.slice(0, MOST_TOOLS), total: list?.total ?? rows.length, words: wordsFor(list) };
    }
  }

  async #bytes(session: string, frame: number, from: number, to: number): Promise<Uint8Array> {
    const read = await this.#o.journal.bytes(session, frame, 'payload', from, to);
    return read.ok ? read.value.bytes : new Uint8Array();
  }
}

/** Items of one frame that one read can hold. */
function follows({ at }: InventoryRow, frame: number, from: number): boolean {
  return at.frame === frame && at.from >= from && at.to - from <= STEP;
}

function factsOf(bytes: Uint8Array): ToolFacts | undefined {
  const reading = readBytes(bytes);
  const [root] = reading.roots;
  return root?.kind === 'object' ? readTool(reading, root, sha256) : undefined;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function wordsFor(list: InventoryPage['sections'][number] | undefined): string | undefined {
  switch (list?.state) {
    case undefined:
    case 'absent':
    case 'done':
      return undefined;
    case 'waiting':
    case 'listing':
      return 'its tools are being listed';
    case 'failed':
      return `its tools could not be listed${list.words === undefined ? '' : `: ${list.words}`}`;
  }
}
