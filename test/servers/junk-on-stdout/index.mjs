// Prints to stdout what belongs on stderr: banners, colours, progress bars, blank lines, JSON that is no
// message. Answers correctly in between.
//   --lines=N   junk lines before every answer (20)
import { option, serve, write } from '../stdio.mjs';

const JUNK = [
  'Starting server v1.0.0 …',
  '\u001b[32m✔\u001b[0m connected to the database',
  '',
  '   ',
  '{"level":30,"msg":"a logger that thinks stdout is its own"}',
  '[1, 2, 3]',
  '"only a string"',
  'null',
  '{"jsonrpc":"2.0","id":1,"result":',
  'Downloading 10%\rDownloading 50%\rDownloading 100%',
  '{"jsonrpc": "2.0"}',
  'Content-Length: 42',
];
let next = 0;
const junk = async (lines) => {
  for (let i = 0; i < lines; i += 1) await write(`${JUNK[next++ % JUNK.length]}\n`);
};

const lines = option('lines', 20);
await junk(lines);
await serve({ name: 'junk-on-stdout' }, () => junk(lines));
