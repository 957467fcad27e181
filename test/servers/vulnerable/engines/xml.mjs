// An XML reader that knows DTDs: entities, inner ones and those of files and addresses, and XInclude where it is asked to.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const MOST = 100_000;

/** What stands at a system identifier: a file, or an address on this machine. */
async function fetched(where) {
  if (/^https?:/i.test(where)) {
    if (!['127.0.0.1', 'localhost', '[::1]'].includes(new URL(where).hostname))
      throw new Error('No such host');
    return (await fetch(where)).text();
  }
  return readFileSync(where.startsWith('file:') ? fileURLToPath(where) : where, 'utf8');
}

const DECLARED =
  /<!ENTITY\s+(%\s+)?([\w.-]+)\s+(?:(?:SYSTEM|PUBLIC\s+(?:"[^"]*"|'[^']*'))\s+("[^"]*"|'[^']*')|("[^"]*"|'[^']*'))\s*>|%([\w.-]+);/g;

async function declarations(subset, parameters, general, depth = 0) {
  if (depth > 4) throw new Error('Entities are nested too deep');
  for (const [, isParameter, name, system, literal, used] of subset.matchAll(DECLARED)) {
    if (used !== undefined) {
      const text = parameters.get(used);
      if (text === undefined) throw new Error(`Entity %${used}; is not declared`);
      await declarations(await text(), parameters, general, depth + 1);
      continue;
    }
    const value = system === undefined ? () => literal.slice(1, -1) : () => fetched(system.slice(1, -1));
    (isParameter === undefined ? general : parameters).set(name, value);
  }
}

const NAMED = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

async function resolved(text, general, depth = 0) {
  if (depth > 8) throw new Error('Entities are nested too deep');
  let out = '';
  let from = 0;
  for (const found of text.matchAll(/&(#x?[\da-f]+|[\w.-]+);/gi)) {
    out += text.slice(from, found.index);
    from = found.index + found[0].length;
    const [, name] = found;
    if (name.startsWith('#')) out += String.fromCodePoint(Number(name.slice(1).replace(/^x/i, '0x')));
    else if (Object.hasOwn(NAMED, name)) out += NAMED[name];
    else if (general.has(name)) out += await resolved(await general.get(name)(), general, depth + 1);
    else throw new Error(`Entity &${name}; is not declared`);
    if (out.length > MOST) throw new Error('The document is too large');
  }
  return out + text.slice(from);
}

/** `{ name, attributes, children }`, texts among the children. `entities`: whether a DTD is followed. */
export async function parseXml(xml, { entities, include = false }) {
  const general = new Map();
  const doctype =
    /<!DOCTYPE\s+[\w:.-]+(?:\s+(?:SYSTEM|PUBLIC\s+(?:"[^"]*"|'[^']*'))\s+("[^"]*"|'[^']*'))?\s*(?:\[([^]*?)\])?\s*>/.exec(
      xml,
    );
  if (doctype !== null) {
    if (!entities) throw new Error('A document type is not allowed');
    const [, system, subset = ''] = doctype;
    const parameters = new Map();
    if (system !== undefined) await declarations(await fetched(system.slice(1, -1)), parameters, general);
    await declarations(subset, parameters, general);
  }
  const body = xml.replace(doctype?.[0] ?? '', '').replace(/<\?[^]*?\?>|<!--[^]*?-->/g, '');
  const root = { name: '', attributes: {}, children: [] };
  const open = [root];
  for (const [, isEnd, name, inside, isEmpty, text] of body.matchAll(
    /<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/g,
  )) {
    if (text !== undefined) open.at(-1).children.push(await resolved(text, general));
    else if (isEnd === '/') {
      if (open.length < 2 || open.pop().name !== name) throw new Error(`</${name}> was never opened`);
    } else {
      const attributes = {};
      for (const [, key, value] of inside.matchAll(/([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')/g))
        attributes[key] = await resolved(value.slice(1, -1), general);
      if (include && /^(?:\w+:)?include$/.test(name) && attributes.href !== undefined) {
        open.at(-1).children.push(await fetched(attributes.href));
      } else {
        const element = { name, attributes, children: [] };
        open.at(-1).children.push(element);
        if (isEmpty === '') open.push(element);
      }
    }
  }
  if (open.length !== 1) throw new Error(`<${open.at(-1).name}> is not closed`);
  const [first] = root.children.filter((child) => typeof child === 'object');
  if (first === undefined) throw new Error('There is no element');
  return first;
}

export const textIn = (node) => (typeof node === 'string' ? node : node.children.map(textIn).join(''));
export const find = (node, name) =>
  typeof node === 'string'
    ? []
    : [...(node.name === name ? [node] : []), ...node.children.flatMap((child) => find(child, name))];
