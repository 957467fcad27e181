import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Target } from '../../protocol/target.ts';
import { privateFolder } from '../../test/bridge-world.ts';
import { variedTarget, type VaryingParts } from './varied.ts';

let folder: ReturnType<typeof privateFolder>;
beforeEach(() => {
  folder = privateFolder();
});
afterEach(() => folder.remove());

function variables(command: string, own: [string, string][] = []): Record<string, string> {
  const env = own.map(([name, value]) => ({ name, text: { from: 'plain', value } }));
  const target = { spec: { kind: 'stdio', command, args: [], env }, opening: 'auto' } as unknown as Target;
  const world = { platform: { kind: 'linux' }, env: { HOME: folder.path } };
  const parts = { world, profiles: [] } as unknown as VaryingParts;
  const { spec } = variedTarget(target, { home: 'empty' }, '/made', parts);
  if (spec.kind !== 'stdio') throw new Error('it is started no more');
  return Object.fromEntries(
    spec.env.map(({ name, text }) => [name, text.from === 'plain' ? text.value : text.from]),
  );
}

test('another home does not make a package runner ask another registry', () => {
  const at = (...path: string[]): string => join(folder.path, ...path);
  mkdirSync(at('.config', 'uv'), { recursive: true });
  mkdirSync(at('.docker'));
  for (const file of [at('.npmrc'), at('.config', 'uv', 'uv.toml')]) writeFileSync(file, '');
  const npm = { HOME: '/made', npm_config_cache: at('.npm'), npm_config_userconfig: at('.npmrc') };
  expect(variables('npx')).toEqual(npm);
  expect(variables('/usr/bin/npm')).toEqual(npm);
  expect(variables('uvx')).toMatchObject({ HOME: '/made', UV_CONFIG_FILE: at('.config', 'uv', 'uv.toml') });
  expect(variables('docker')).toEqual({ HOME: '/made', DOCKER_CONFIG: at('.docker') });
  expect(variables('node')).toEqual({ HOME: '/made' });
  expect(variables('npx', [['npm_config_userconfig', '/own']])['npm_config_userconfig']).toBe('/own');
});

test('settings that are not there are not named', () => {
  expect(Object.keys(variables('npx'))).toEqual(['HOME', 'npm_config_cache']);
  expect(variables('uv')).not.toHaveProperty('UV_CONFIG_FILE');
  expect(variables('docker')).toEqual({ HOME: '/made' });
});
