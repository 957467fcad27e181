// Ends its lines in other ways, or begins with a byte order mark.
//   --end=crlf | cr | lf | crcrlf | u2028   `cr` never sends a line feed; `u2028` is followed by one (crlf)
//   --bom=first | every | none              (none)
import { option, plainAnswer, readMessages, write } from '../stdio.mjs';

const END = { crlf: '\r\n', cr: '\r', lf: '\n', crcrlf: '\r\r\n', u2028: '\u2028\n' }[option('end', 'crlf')];
const bom = option('bom', 'none');
let isFirst = true;

await readMessages(async (message) => {
  const answer = plainAnswer(message, { name: 'line-ends' });
  if (answer === undefined) return;
  const mark = bom === 'every' || (bom === 'first' && isFirst) ? '\ufeff' : '';
  isFirst = false;
  await write(`${mark}${JSON.stringify(answer)}${END}`);
});
