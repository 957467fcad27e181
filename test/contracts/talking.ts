import { Talk } from './talk.ts';

export const META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'talk', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

let talks: Talk[] = [];
/** Every folder of which a server was started. */
export const started = new Set<string>();

type Options = ConstructorParameters<typeof Talk>[2];

export function start(folder: string, args: string[] = [], options?: Options): Talk {
  const talk = new Talk(folder, args, options);
  talks.push(talk);
  started.add(folder);
  return talk;
}

export async function open(folder: string, args: string[] = [], options?: Options): Promise<Talk> {
  const talk = start(folder, args, options);
  await talk.open();
  return talk;
}

export async function endAll(): Promise<void> {
  await Promise.all(talks.map((talk) => talk.end()));
  talks = [];
}

export const textOf = (message: { result?: Record<string, unknown> }) =>
  (message.result?.['content'] as { text: string }[] | undefined)?.[0]?.text ?? '';
