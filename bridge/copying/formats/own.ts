import { CLIENT_METHODS } from '../../../protocol/mcp/client-methods.ts';
import { plain } from '../pieces.ts';
import { mustBeSet, shWord } from '../sh.ts';
import { cannot, type CopyFormat } from './format.ts';

/** Bytes of one argument that every system takes. */
const LONGEST_ARGUMENT = 100_000;

export const own: CopyFormat = {
  id: 'own',
  write({ request, target }) {
    const word = request === undefined ? undefined : shWord(plain(request.method));
    const key = shWord(plain(target));
    const isCall =
      request !== undefined && (CLIENT_METHODS.has(request.method) || request.method.includes('/'));
    if (!isCall || word === undefined || key === undefined)
      return cannot(
        'not-a-call',
        'This frame is not one request of the protocol, so “call” cannot make it.',
        'Send its bytes from Craft, or copy it as curl or a Node script.',
      );
    const { params } = request;
    const notes = ['It has an id and _meta of its own; secrets are those that the target refers to.'];
    const start = `mcp-sec-inspect call -- ${key} ${word}`;
    if (params === undefined) return { ok: true, value: { text: `${start}\n`, notes } };
    const bytes = params.reduce((sum, piece) => sum + ('bytes' in piece ? piece.bytes.length : 0), 0);
    const given = bytes > LONGEST_ARGUMENT ? undefined : shWord(params);
    if (given === undefined)
      return cannot('too-long', 'The params are too long for a command line.', 'Copy it as a Node script.');
    const variables = params.flatMap((piece) => ('variable' in piece ? [piece.variable] : []));
    return { ok: true, value: { text: `${mustBeSet([...new Set(variables)])}${start} ${given}\n`, notes } };
  },
};
