import * as z from 'zod/mini';
import { exchange, recorded } from '../../inspect/example.ts';
import type { FrameBytes } from '../../inspect/message.ts';

/** A text of a public set, and what its authors say it is. */
export const CorpusRow = z.object({
  id: z.string(),
  kind: z.enum(['tool', 'result', 'prompt']),
  label: z.enum(['malicious', 'benign']),
  technique: z.optional(z.string()),
  text: z.optional(z.string()),
  tool: z.optional(z.record(z.string(), z.unknown())),
  quality: z.enum(['strong', 'medium', 'weak']),
  tags: z.array(z.string()),
});
export type CorpusRow = z.infer<typeof CorpusRow>;

/** Rows of a JSONL text, and the lines that are none, with their numbers. */
export function readRows(text: string): { rows: CorpusRow[]; problems: string[] } {
  const rows: CorpusRow[] = [];
  const problems: string[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const row = z.safeParse(CorpusRow, parsed(line));
    if (row.success) rows.push(row.data);
    else problems.push(`line ${at + 1} is no row: ${z.prettifyError(row.error).replaceAll('\n', ' ')}`);
  }
  return { rows, problems };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    // Said as a problem of the line by the schema, which wants an object.
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

/** The frames in which a server would have said it. */
export function framesOf(row: CorpusRow): FrameBytes[] {
  if (row.kind === 'tool')
    return recorded(exchange('tools/list', { tools: [{ inputSchema: { type: 'object' }, ...row.tool }] }));
  const text = row.text ?? '';
  if (row.kind === 'prompt')
    return recorded(
      exchange(
        'prompts/get',
        { messages: [{ role: 'user', content: { type: 'text', text } }] },
        { name: 'prompt' },
      ),
    );
  return recorded(exchange('tools/call', { content: [{ type: 'text', text }] }, { name: 'fetch' }));
}

/** Whether recall counts it: an attack that can be read in the text itself. */
export function isCore(row: CorpusRow): boolean {
  return row.label === 'malicious' && row.quality !== 'weak' && row.tags.includes('text_visible');
}

/** The third of the rows that nobody reads while rules are made, so that they tell how rules do elsewhere. */
export function isUnread(source: string, { id }: CorpusRow, hash: (text: string) => string): boolean {
  return Number.parseInt(hash(`${source} ${id}`).slice(0, 8), 16) % 3 === 0;
}

/** Texts about attacks, which quote them. */
const ABOUT_ATTACKS = ['payload_lists_other', 'mcp_official_docs'];

export type BenignKind = 'tools' | 'documents' | 'about attacks';

export function benignKindOf(source: string, row: CorpusRow): BenignKind | undefined {
  if (row.label !== 'benign') return undefined;
  if (row.kind === 'tool') return 'tools';
  return ABOUT_ATTACKS.includes(source) ? 'about attacks' : 'documents';
}

export function sizeOf(row: CorpusRow): number {
  return row.text?.length ?? JSON.stringify(row.tool).length;
}
