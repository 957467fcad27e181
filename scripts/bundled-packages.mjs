// Which packages of others are inside dist/, taken from what the bundlers really put there, and the two files that
// say so: their licences (their texts have to travel with their code) and an SBOM.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { root } from './sources.mjs';

/** Licences that let code of theirs be part of this package, as SPDX names. */
export const ACCEPTED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'OFL-1.1',
  'Unlicense',
]);

const LEGAL = /^(licen[cs]e|copying|notice|third-?party-?notices?)([.-].*)?$/i;
const PACKAGE = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//;

/** Folder below the root of the package a bundled file is from (`node_modules/ws`), or undefined for our own. */
export function packageFolderOf(id) {
  const path = id.replaceAll('\0', '').split(sep).join('/').split('?')[0];
  const found = PACKAGE.exec(path);
  if (found === null) return undefined;
  const whole = found[0].slice(0, -1);
  // Below the repository itself: what stands before its own node_modules is where it happens to lie.
  return whole.slice(whole.indexOf('node_modules/'));
}

/**
 * @typedef {{ name: string; version: string; license: string; integrity: string | undefined;
 *   source: string | undefined; texts: string[] }} BundledPackage
 * @param {Iterable<string>} ids files the bundlers read
 * @returns {BundledPackage[]} sorted by name and version, each once
 */
export function bundledPackages(ids, base = root) {
  const folders = new Set([...ids].map(packageFolderOf).filter((folder) => folder !== undefined));
  const lock = JSON.parse(readFileSync(join(base, 'package-lock.json'), 'utf8')).packages;
  const found = new Map();
  for (const folder of folders) {
    const one = describe(base, folder, lock[folder]);
    found.set(`${one.name}@${one.version}`, one);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

function describe(base, folder, locked) {
  const path = join(base, folder);
  const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  if (locked?.version !== version)
    throw new Error(`${name} ${version} is bundled, and package-lock.json does not hold it. Run npm ci.`);
  const texts = readdirSync(path)
    .filter((file) => LEGAL.test(file))
    .sort()
    .map((file) => readFileSync(join(path, file), 'utf8').replaceAll('\r\n', '\n').trim());
  return { name, version, license, integrity: locked.integrity, source: locked.resolved, texts };
}

/** @param {BundledPackage[]} packages */
export function licencesText(packages) {
  const parts = packages.map(({ name, version, license, texts }) => {
    const head = `${name} ${version}\nLicence: ${license}`;
    const body = texts.length === 0 ? '(The package holds no text of its licence.)' : texts.join('\n\n');
    return `${'='.repeat(80)}\n${head}\n${'='.repeat(80)}\n\n${body}\n`;
  });
  return [
    'mcp-sec-inspect holds code or fonts of the packages below, each under its own licence.\n',
    ...parts,
  ].join('\n');
}

const hashOf = (text) => createHash('sha256').update(text).digest('hex');

/** A version 5 shaped UUID of the content: the same build has the same one. */
function serialNumber(content) {
  const hex = hashOf(content);
  const variant = ((parseInt(hex[16], 16) & 0x3) | 0x8).toString(16);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const purl = (name, version) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

function component({ name, version, license, integrity, source }, isInstalled) {
  const [algorithm, digest] = integrity?.split('-') ?? [];
  const names = { sha512: 'SHA-512', sha256: 'SHA-256', sha1: 'SHA-1' };
  const isScoped = name.startsWith('@');
  return {
    type: 'library',
    'bom-ref': purl(name, version),
    ...(isScoped ? { group: name.split('/')[0] } : {}),
    name: isScoped ? name.split('/')[1] : name,
    version,
    scope: 'required',
    ...(digest === undefined
      ? {}
      : { hashes: [{ alg: names[algorithm], content: Buffer.from(digest, 'base64').toString('hex') }] }),
    licenses: [{ license: { id: license } }],
    purl: purl(name, version),
    ...(source === undefined ? {} : { externalReferences: [{ type: 'distribution', url: source }] }),
    properties: [{ name: 'mcp-sec-inspect:how', value: isInstalled ? 'installed beside it' : 'bundled' }],
  };
}

/**
 * CycloneDX 1.6 (ECMA-424) of a build. It names no time and no machine: the same sources give the same file.
 * @param {{ version: string; build: string; bundled: BundledPackage[]; installed: BundledPackage[] }} of
 */
export function sbomOf({ version, build, bundled, installed }) {
  const own = purl('mcp-sec-inspect', version);
  const components = [
    ...bundled.map((one) => component(one, false)),
    ...installed.map((one) => component(one, true)),
  ].sort((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1));
  const content = {
    version: 1,
    metadata: {
      lifecycles: [{ phase: 'build' }],
      component: {
        type: 'application',
        'bom-ref': own,
        name: 'mcp-sec-inspect',
        version,
        licenses: [{ license: { id: 'MIT' } }],
        purl: own,
        properties: [{ name: 'mcp-sec-inspect:build', value: build }],
      },
    },
    components,
    dependencies: [
      { ref: own, dependsOn: components.map((one) => one['bom-ref']) },
      ...components.map((one) => ({ ref: one['bom-ref'] })),
    ],
  };
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: serialNumber(JSON.stringify(content)),
    ...content,
  };
}
