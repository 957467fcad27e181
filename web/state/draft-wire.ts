import type { Draft } from '../../protocol/craft.ts';
import type { FilledText } from '../../protocol/placeholders.ts';
import type { Outcome } from '../../protocol/problem.ts';
import { encodeText } from '../../protocol/raw/encode.ts';
import { readHex, writeHex } from '../../protocol/raw/hex.ts';
import { toWire, type WireBytes } from '../../protocol/raw/to-wire.ts';
import type { HttpForm, StdioForm, TextForm } from '../../protocol/wire-form.ts';
import { placeholdersOf } from './draft-placeholders.ts';

/** Lines of an editor that are easily read. */
const PAIRS_A_LINE = 16;
const END_WORDS: Record<StdioForm['end'], string> = {
  newline: 'ends with a newline',
  crlf: 'ends with CR LF',
  none: 'no line end',
};

/** Where a line end is looked for: a text that has none up to here is one line of a machine's. */
const LOOKED_AT = 65_536;
const LINE_END = /[\r\n]/;

/** What is done to a text on its way to the wire, in words; nothing: it is sent as it is written. */
export function changesOnTheWay(draft: Draft, isStdio: boolean): string[] {
  const { text, form, how, wire } = draft;
  if (form === 'hex') return [];
  return [
    how.rpcId === 'next' ? 'id becomes the next free one' : undefined,
    how.meta === 'fill' ? 'what _meta lacks is added' : undefined,
    wire === undefined && isStdio && LINE_END.test(text.slice(0, LOOKED_AT))
      ? 'line ends become spaces'
      : undefined,
    draft.keepsPlaceholders !== true && placeholdersOf(draft).length > 0
      ? 'placeholders are filled in'
      : undefined,
  ].filter((words) => words !== undefined);
}

/** How a draft goes over the wire, in one line. */
export function wireWords({ form, wire }: Draft, isHttp: boolean): string {
  const body = form === 'hex' ? 'bytes as they are, ' : '';
  if (wire === undefined) {
    if (isHttp) return `${body}as usual: one POST, the headers of the revision and of the target`;
    return form === 'hex' ? `${body}and a newline` : 'as usual: one line, UTF-8';
  }
  const words = wire.kind === 'stdio' ? stdioWords(wire, form) : httpWords(wire);
  const { parts, pause } = wire;
  const drip =
    parts === 1 ? [] : [`in ${parts} parts${pause === 0 ? '' : `, ${pause.toLocaleString('en')} ms apart`}`];
  return body + [...words, ...drip].join(', ');
}

function stdioWords({ encoding, bom, end }: StdioForm, form: TextForm | undefined): string[] {
  return [
    ...(form === 'hex' ? [] : [encoding.toUpperCase()]),
    ...(bom ? ['byte order mark'] : []),
    END_WORDS[end],
  ];
}

function httpWords({ head, length, chunk, targetHeaders }: HttpForm): string[] {
  if (head === '') return ['the text is the whole request'];
  const lines = head.replace(/\n$/, '').split('\n').length;
  const body =
    chunk !== undefined
      ? `chunks of ${chunk} B`
      : length === 'fit'
        ? 'Content-Length fits'
        : 'Content-Length as written';
  return [
    `own head of ${lines} ${lines === 1 ? 'line' : 'lines'}`,
    body,
    ...(targetHeaders ? [] : ['no headers of the target']),
  ];
}

/**
 * The bytes a draft goes out as, before id and `_meta`. `filled`: its text with placeholders filled in. The
 * page knows the names of the target's headers only: their values are four stars.
 */
export function wireBytes(
  { text, form, wire }: Draft,
  filled: FilledText | undefined,
  targetHeaders: readonly string[],
): Outcome<WireBytes> | undefined {
  if (wire === undefined) return undefined;
  const head = filled?.head;
  return toWire({
    text: filled?.text ?? text,
    form,
    wire: wire.kind === 'http' && head !== undefined ? { ...wire, head } : wire,
    targetHeaders: targetHeaders.map((name) => [name, '****']),
  });
}

/** The text of a draft as bytes, written out; exactly what would be sent of it. */
export function asHex({ text, wire }: Draft): string {
  const bytes = encodeText(text, wire?.kind === 'stdio' ? wire.encoding : 'utf-8');
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += PAIRS_A_LINE)
    lines.push(writeHex(bytes.subarray(at, at + PAIRS_A_LINE)));
  return lines.join('\n');
}

/** The bytes of a draft as text, where they are one; else why not. */
export function asText({ text, wire }: Draft): Outcome<string> {
  const bytes = readHex(text);
  if (!bytes.ok) return bytes;
  const encoding = wire?.kind === 'stdio' ? wire.encoding : 'utf-8';
  try {
    return {
      ok: true,
      value: new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes.value),
    };
  } catch {
    // TypeError: they are no text in this encoding.
    const at = firstFault(bytes.value, encoding);
    return {
      ok: false,
      problem: {
        code: 'no-text',
        message: `These bytes are no ${encoding.toUpperCase()} text${at === undefined ? '' : `: byte ${at + 1} fits nothing`}.`,
        hint: 'As a text they would be sent as others. They stay bytes.',
      },
    };
  }
}

/** Where decoding first goes wrong; the beginning up to there is text. */
function firstFault(bytes: Uint8Array, encoding: string): number | undefined {
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    try {
      // A character cut in two at the end is no fault of these bytes.
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      good = middle;
    } catch {
      bad = middle;
    }
  }
  return bytes.length === 0 ? undefined : bad - 1;
}
