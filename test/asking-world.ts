import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Outcome } from '../protocol/problem.ts';
import type { SentText } from '../protocol/craft.ts';
import { createHttpTransport } from '../bridge/transport/http.ts';
import type { LiveSessionOptions } from '../bridge/session/live-session-options.ts';
import { sessionOn, type RecordedFrame, type SessionWorld } from './session-world.ts';

export interface AskingWorld extends SessionWorld {
  /** Sends a text as Craft does; `answers` is the frame whose question it answers. */
  send(text: string, answers?: number): Promise<SentText>;
  call(name: string, params?: object): Promise<SentText>;
  /** The answer to the request in this frame. */
  answerTo(request: number): Promise<RecordedFrame>;
  /** JSON text of the message in a frame. */
  textOf(frame: number): string;
  said(): string;
  /** Frames of a method that we sent. */
  sent(method: string): RecordedFrame[];
  close(): Promise<void>;
}

type Over = Partial<LiveSessionOptions> & { isHttp?: boolean };

/** A session with a server of test/servers, over stdio or over HTTP, and sending as Craft does. */
export function askingSession(folder: string, options: string[] = [], over: Over = {}): Promise<AskingWorld> {
  return asking([`test/servers/${folder}/index.mjs`, ...options], over);
}

export async function asking(args: string[], over: Over): Promise<AskingWorld> {
  const { isHttp = false, ...rest } = over;
  const server = isHttp ? await startHttp([...args, '--http']) : undefined;
  const way: Partial<LiveSessionOptions> =
    server === undefined
      ? {}
      : {
          speaks: 'streamable-http',
          createTransport: (_, context) =>
            createHttpTransport('streamable-http', {
              url: server.url,
              tls: { verify: true },
              credentials: { headersFor: () => Promise.resolve([]) },
              context,
            }),
        };
  const world = sessionOn(args, { ...way, ...rest });
  await world.open();
  const send = async (text: string, answers?: number): Promise<SentText> => {
    const how = { rpcId: 'next', meta: 'fill' } as const;
    const sent: Outcome<SentText> = await world.live.send({
      text,
      how,
      ...(answers === undefined ? {} : { answers }),
    });
    if (!sent.ok) throw new Error(sent.problem.message);
    return sent.value;
  };
  return {
    ...world,
    send,
    call: (name, params = {}) =>
      send(
        JSON.stringify({
          jsonrpc: '2.0',
          id: 0,
          method: 'tools/call',
          params: { name, arguments: {}, ...params },
        }),
      ),
    answerTo: (request) =>
      world.untilFrame((row) => row.request === request && (row.kind === 'result' || row.kind === 'error')),
    textOf: (seq) => {
      const text = world.frames.find(({ row }) => row.seq === seq)!.raw.toString();
      // Behind the head of an HTTP message, where it is one.
      return text.slice(text.indexOf('{', Math.max(0, text.indexOf('\r\n\r\n'))), text.lastIndexOf('}') + 1);
    },
    said: () => world.live.record.current.deviations.map((d) => d.text).join('\n'),
    sent: (method) =>
      world.frames.filter(
        ({ row }) => row.toward === 'server' && row.method === method && row.kind === 'request',
      ),
    close: async () => {
      await world.live.stop();
      await server?.end();
    },
  };
}

async function startHttp(args: string[]): Promise<{ url: string; end(): Promise<void> }> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    url: line.toString().trim(),
    end: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
