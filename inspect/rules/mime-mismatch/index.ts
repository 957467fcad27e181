import { memberOf } from '../../../protocol/mcp/read-place.ts';
import type { Severity } from '../../../protocol/finding.ts';
import type { Rule } from '../../rule.ts';
import { kindOfBase64, kindOfMarkup, type Kind } from '../../support/magic.ts';
import type { Text } from '../../text.ts';

export const mimeMismatch: Rule = {
  meta: {
    id: 'mime-mismatch',
    version: 1,
    title: 'Content is something else than its type says',
    family: 'exfiltration',
    severity: 'high',
    confidence: 'certain',
    about:
      'A client decides by the MIME type what to do with content. A page, a drawing with scripts or a program under the name of an image or plain text gets past checks and may be run where it is shown.',
    falsePositives: 'Servers that give every file text/plain, and images saved under the wrong ending.',
    fix: 'Send the type that fits the bytes, and let the client look at the bytes before it renders.',
    references: ['OWASP MCP06', 'CWE-345', 'CWE-351', 'MCP 2025-11-25 server/resources'],
  },
  reads: { fields: ['binary', 'resource-body'] },
  watch(report) {
    return {
      text(text) {
        if (text.isKey || text.via.length > 0) return;
        const typeNode = memberOf(text.node?.parent, 'mimeType');
        const declared = (text.message?.text(typeNode) ?? '')
          .split(';')[0]!
          .trim()
          .toLowerCase()
          .slice(0, 80);
        if (declared === '') return;
        const kind = text.field === 'binary' ? kindOfBase64(text.value) : kindOfMarkup(text.value);
        const severity = kind === undefined ? undefined : severityOf(kind, declared, text);
        if (kind === undefined || severity === undefined) return;
        report({
          at: text.place(0, Math.min(text.value.length, 64)),
          and: typeNode === undefined ? [] : [text.message!.place(typeNode)],
          severity,
          sameAs: `${declared} ${kind.type}`,
          says: `This is called ${declared} but begins like ${WORDS[kind.group]} (${kind.type}).`,
        });
      },
    };
  },
};

const WORDS: Record<Kind['group'], string> = {
  image: 'an image',
  audio: 'sound',
  video: 'a film',
  archive: 'an archive',
  document: 'a document',
  program: 'a program',
  markup: 'a page that can hold scripts',
};
const MEDIA = /^(?:image|audio|video|font)\//;
/** Says nothing about what the bytes are, or is an archive inside. */
const OPEN = /^(?:application\/(?:octet-stream|x-|vnd\.|zip|epub|java)|binary\/)/;

function severityOf({ type, group }: Kind, declared: string, text: Text): Severity | undefined {
  if (type === declared || OPEN.test(declared)) return undefined;
  const isMedia = MEDIA.test(declared);
  if (group === 'program') return isMedia || declared === 'application/pdf' ? 'high' : undefined;
  if (group === 'markup') {
    if (type === 'svg') return isMedia && declared !== 'image/svg+xml' ? 'medium' : undefined;
    if (isMedia || declared === 'application/pdf') return 'high';
    return declared === 'text/plain' || declared === 'application/json'
      ? text.field === 'binary'
        ? 'medium'
        : 'low'
      : undefined;
  }
  if (!isMedia) return group === 'image' && declared === 'text/plain' ? 'low' : undefined;
  // A PNG called JPEG is a slip; an archive called PNG is not.
  return declared.startsWith(`${group}/`) ? 'info' : 'medium';
}
