// An HTTP proxy: CONNECT and absolute addresses. Every name leads to this machine, so that any host can be reached.
import { connect } from 'node:net';
import { startRaw, type RawServer, type Talker } from './server.ts';

export interface Proxy extends RawServer {
  /** Where tunnels and requests were led to. */
  destinations: string[];
}

export async function startProxy(options: { refuse?: string; closes?: boolean } = {}): Promise<Proxy> {
  const destinations: string[] = [];
  const server = await startRaw(async (talker) => {
    const request = await talker.request();
    if (request === undefined) return;
    const address = request.method === 'CONNECT' ? `http://${request.path}` : request.path;
    destinations.push(address);
    if (options.refuse !== undefined) {
      await talker.write(`HTTP/1.1 ${options.refuse}\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const { port } = new URL(address);
    if (request.method === 'CONNECT') {
      await talker.write(
        `HTTP/1.1 200 Connection established\r\n${options.closes === true ? 'Connection: close\r\n' : ''}\r\n`,
      );
      join(talker, Number(port), Buffer.alloc(0));
    } else {
      join(talker, Number(port), talker.seen.received);
    }
  });
  return Object.assign(server, { destinations });
}

function join(talker: Talker, port: number, first: Buffer): void {
  const upstream = connect(port, '127.0.0.1');
  upstream.on('error', () => talker.socket.destroy());
  talker.socket.on('close', () => upstream.destroy());
  upstream.write(first);
  talker.socket.pipe(upstream);
  upstream.on('data', (bytes: Buffer) => void talker.write(bytes));
  upstream.on('end', () => talker.end());
}
