import { connect } from 'node:net';

/** What a socket answered with, parsed as little as a test needs. */
export interface RawAnswer {
  status: number;
  headers: Map<string, string[]>;
  body: Buffer;
  text: string;
}

/** Writes these bytes to the port and reads the one answer until the other side closes. */
export function sendRaw(port: number, bytes: string | Buffer): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      // An upgraded socket is closed by nobody else.
      if (chunks.length === 1 && chunk.toString('latin1').startsWith('HTTP/1.1 101')) socket.end();
    });
    socket.on('close', () => resolve(parseAnswer(Buffer.concat(chunks))));
    // Not ended: Node's parser drops requests of peers that closed their half.
    socket.write(bytes);
  });
}

function parseAnswer(bytes: Buffer): RawAnswer {
  const text = bytes.toString('latin1');
  const headEnd = text.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = text.slice(0, headEnd).split('\r\n');
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), line.slice(colon + 1).trim()]);
  }
  return { status: Number(statusLine.split(' ')[1]), headers, body: bytes.subarray(headEnd + 4), text };
}
