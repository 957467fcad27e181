import type { CopySource } from '../copy-source.ts';
import type { Piece } from '../pieces.ts';
import type { CopyFormat } from './format.ts';

/** A literal in which everything that is not plainly seen is escaped. */
function literal(text: string): string {
  return JSON.stringify(text).replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, (character) =>
    Array.from({ length: character.length }, (_, i) => character.charCodeAt(i))
      .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

const variable = (name: string): string => `variable(${literal(name)})`;

/** An expression that is a string. Headers are latin1: a character a byte. */
function textOf(pieces: readonly Piece[], encoding: 'utf8' | 'latin1'): string {
  const parts = pieces.map((piece) =>
    'variable' in piece ? variable(piece.variable) : literal(Buffer.from(piece.bytes).toString(encoding)),
  );
  return parts.length === 0 ? "''" : parts.join(' + ');
}

/** An expression that is these very bytes. */
function bytesOf(pieces: readonly Piece[]): string {
  const parts = pieces.map((piece) => {
    if ('variable' in piece) return `Buffer.from(${variable(piece.variable)})`;
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(piece.bytes);
    if (Buffer.from(text, 'utf8').equals(piece.bytes)) return `Buffer.from(${literal(text)})`;
    return `Buffer.from('${Buffer.from(piece.bytes).toString('base64')}', 'base64')`;
  });
  return parts.length === 1 ? parts[0]! : `Buffer.concat([${parts.join(', ')}])`;
}

const VARIABLE = `const variable = (name) => {
  const value = process.env[name];
  if (value === undefined) throw new Error(\`\${name} is not set\`);
  return value;
};
`;

export const node: CopyFormat = {
  id: 'node',
  write(source, variables) {
    const head = variables.length === 0 ? '' : VARIABLE;
    const notes = ['Save it as request.mjs and run it with node 20 or later.'];
    const text = source.over === 'http' ? http(source, head) : stdio(source, head);
    if (source.over === 'stdio' && source.opening.length > 0)
      notes.push('It says first what was said first in the session, then the request.');
    return { ok: true, value: { text, notes } };
  },
};

function http(source: Extract<CopySource, { over: 'http' }>, head: string): string {
  const headers = source.headers.map(
    ({ name, value }) => `  ${literal(name)}, ${textOf(value, 'latin1')},\n`,
  );
  const options = [
    `method: ${literal(source.method)}`,
    'headers',
    'setDefaultHeaders: false',
    ...(source.caFile === undefined ? [] : [`ca: readFileSync(${literal(source.caFile)})`]),
    ...(source.verify ? [] : ['rejectUnauthorized: false']),
  ];
  const hasBody = source.message.length > 0;
  const has = (wanted: string): boolean => source.headers.some(({ name }) => name.toLowerCase() === wanted);
  const reads = source.caFile === undefined ? '' : "import { readFileSync } from 'node:fs';\n";
  return `${reads}import * as plain from 'node:http';
import * as tls from 'node:https';

${head}const url = ${textOf(source.url, 'utf8')};
const body = ${bytesOf(source.message)};
const headers = [
${headers.join('')}${hasBody ? "  'Content-Length', String(body.length),\n" : ''}${has('connection') ? '' : "  'Connection', 'close',\n"}];
const { protocol, hostname, port } = new URL(url);
const path = /^[a-z]+:\\/\\/[^/?]*(.*)$/is.exec(url)[1] || '/';
const request = (protocol === 'https:' ? tls : plain).request(
  { hostname: hostname.replace(/^\\[|\\]$/g, ''), port, path, ${options.join(', ')} },
  (answer) => {
    console.log(answer.statusCode, answer.statusMessage);
    for (let i = 0; i < answer.rawHeaders.length; i += 2)
      console.log(\`\${answer.rawHeaders[i]}: \${answer.rawHeaders[i + 1]}\`);
    answer.on('data', (chunk) => process.stdout.write(chunk));
  },
);
request.end(body);
`;
}

function stdio(source: Extract<CopySource, { over: 'stdio' }>, head: string): string {
  const env = source.env.map(({ name, value }) => `  [${literal(name)}]: ${textOf(value, 'utf8')},\n`);
  const [first, ...rest] = source.opening;
  const message = bytesOf(source.message);
  const sends =
    first === undefined
      ? `server.stdin.write(${message});\n`
      : `server.stdin.write(${bytesOf(first)});
// The server answers the opening; then the request follows.
server.stdout.once('data', () => {
${rest.map((pieces) => `  server.stdin.write(${bytesOf(pieces)});\n`).join('')}  server.stdin.write(${message});
});
`;
  return `import { spawn } from 'node:child_process';

${head}const env = {
  ...process.env,
${env.join('')}};
const server = spawn(
  ${literal(source.command)},
  [${source.args.map((arg) => textOf(arg, 'utf8')).join(', ')}],
  { cwd: ${literal(source.cwd)}, env, stdio: ['pipe', 'pipe', 'inherit'] },
);
server.stdout.pipe(process.stdout);
${sends}// Ctrl-C ends both.
`;
}
