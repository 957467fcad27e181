// CWE-22 by another door: resources are read by an address, and a part of the address is a path.
import { readFile } from 'node:fs/promises';
import { join, posix, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { within } from '../within.mjs';

const listed = (uri, name) => ({ uri, name, mimeType: 'text/plain' });

export const sinks = [
  {
    id: 'uri-template',
    strategy: 'uri-read',
    usual: { uri: 'notes://readme.txt' },
    reads: 'notes://',
    template: { uriTemplate: 'notes://{name}', name: 'note', description: 'A note by its name' },
    resources: () => [listed('notes://readme.txt', 'readme')],
    run: ({ uri }, { root }) =>
      readFile(join(root, 'notes', decodeURIComponent(uri.slice('notes://'.length))), 'utf8'),
    fixed: async ({ uri }, { root }) =>
      readFile(await within(join(root, 'notes'), decodeURIComponent(uri.slice('notes://'.length))), 'utf8'),
  },
  {
    // The address begins with that of the root; what it means is found out later.
    id: 'uri-file',
    strategy: 'uri-read',
    reads: 'file://',
    usual: (root) => ({ uri: pathToFileURL(join(root, 'notes/readme.txt')).href }),
    resources: ({ root }) => [listed(pathToFileURL(join(root, 'notes/readme.txt')).href, 'readme')],
    async run({ uri }, { root }) {
      if (!uri.startsWith(pathToFileURL(root).href)) throw new Error('Resource not found');
      const blob = (await readFile(fileURLToPath(uri))).toString('base64');
      return { contents: [{ uri, mimeType: 'application/octet-stream', blob }] };
    },
    async fixed({ uri }, { root }) {
      const blob = (await readFile(await within(root, fileURLToPath(uri)))).toString('base64');
      return { contents: [{ uri, mimeType: 'application/octet-stream', blob }] };
    },
  },
  {
    // Decoded once to look at it, and once more to read it.
    id: 'uri-twice',
    strategy: 'uri-read',
    reads: 'store://v1/',
    usual: { uri: 'store://v1/notes/x/readme.txt' },
    template: { uriTemplate: 'store://v1/{data1}/x/{data2}', name: 'entry' },
    async run({ uri }, { root }) {
      const [folder, name] = decodeURIComponent(uri.slice('store://v1/'.length)).split('/x/');
      if (`${folder}/${name}`.includes('..')) throw new Error('Not allowed');
      const text = await readFile(join(root, decodeURIComponent(folder), decodeURIComponent(name)), 'utf8');
      return { contents: [{ uri, mimeType: 'application/json', text: JSON.stringify({ name, text }) }] };
    },
    async fixed({ uri }, { root }) {
      const [folder, name] = uri.slice('store://v1/'.length).split('/x/').map(decodeURIComponent);
      const text = await readFile(await within(root, join(folder, name)), 'utf8');
      return { contents: [{ uri, mimeType: 'application/json', text: JSON.stringify({ name, text }) }] };
    },
  },
  {
    // Which file is meant stands in the query; `../` is taken out once.
    id: 'uri-query',
    strategy: 'uri-read',
    reads: 'app://files',
    usual: { uri: 'app://files?name=readme.txt&as=text' },
    resources: () => [listed('app://files?name=readme.txt&as=text', 'readme')],
    async run({ uri }, { root }) {
      const name = new URL(uri).searchParams.get('name').replaceAll('../', '');
      return readFile(join(root, 'notes', name), 'utf8');
    },
    fixed: async ({ uri }, { root }) =>
      readFile(await within(join(root, 'notes'), new URL(uri).searchParams.get('name')), 'utf8'),
  },
  {
    // Made plain and looked at where it begins: an absolute path does not begin with dots.
    id: 'uri-resolved',
    strategy: 'uri-read',
    isUnseen: true,
    reads: 'tree://main/',
    usual: { uri: 'tree://main/notes/readme.txt' },
    template: { uriTemplate: 'tree://main/{+where}', name: 'tree', description: 'A part of the tree' },
    async run({ uri }, { root }) {
      const where = posix.normalize(decodeURIComponent(uri.slice('tree://main/'.length)));
      if (where.startsWith('..')) throw new Error('No such part');
      const text = await readFile(resolve(root, where), 'utf8');
      return { contents: text.split('\n').map((line) => ({ uri, mimeType: 'text/plain', text: line })) };
    },
    async fixed({ uri }, { root }) {
      const where = decodeURIComponent(uri.slice('tree://main/'.length));
      const text = await readFile(await within(root, where), 'utf8');
      return { contents: text.split('\n').map((line) => ({ uri, mimeType: 'text/plain', text: line })) };
    },
  },
];
