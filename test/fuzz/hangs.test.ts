import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Headless } from '../../bridge/index.ts';
import { privateFolder } from '../bridge-world.ts';
import { serverPath } from '../stdio-servers.ts';
import { fuzzServer, openDoor } from './measured-server.ts';

/** A server that works for ever on what holds two letters in a row. */
const HANGS = `
import { pathToFileURL } from 'node:url';
const { plainAnswer, readMessages, send, text } = await import(pathToFileURL(process.argv.at(-1)));
const inputSchema = { type: 'object', properties: { word: { type: 'string' } }, required: ['word'] };
const tools = [{ name: 'show', description: 'Shows it.', inputSchema }];
const call = ({ arguments: { word } }) => {
  while (word.includes('zz'));
  return text('shown');
};
await readMessages((message) => {
  const answer = plainAnswer(message, { name: 'hangs', tools, call });
  return answer && send(answer);
});
`;

const TEXT =
  '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"show","arguments":{"word":"a"}}}';

let folder: ReturnType<typeof privateFolder>;
let door: Headless;
beforeAll(async () => {
  folder = privateFolder();
  door = await openDoor(folder.path);
});
afterAll(async () => {
  await door.stop();
  folder.remove();
});

test('each attempt at what stops a server finds one that answers: what is smaller and harmless is not taken for it', async () => {
  const from = TEXT.indexOf('"a"');
  const args = ['--input-type=module', '-e', HANGS, serverPath('echo').replace(/echo.*$/, 'stdio.mjs')];
  const server = { name: 'hangs', command: process.execPath, args };
  const { findings, run } = await fuzzServer(door, server, folder.path, {
    timeout: 250,
    concurrency: 1,
    budget: 3,
    marked: {
      text: TEXT,
      how: { rpcId: 'next', meta: 'fill' },
      marks: [{ from, to: from + '"a"'.length, as: 'raw', list: 0, transforms: [] }],
      lists: [{ kind: 'values', name: 'mine', values: ['"b"', '"zzy"', '"c"'] }],
      mode: 'sniper',
    },
  });
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({ oracle: 'hang', n: 2, confirmed: 3, minimalValue: '"zz"' });
  // One for each time it was stopped.
  expect(run.restarts).toBeGreaterThanOrEqual(4);
});
