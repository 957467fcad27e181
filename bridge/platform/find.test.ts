import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findPosixProgram } from './find-posix.ts';
import { findWindowsProgram, type Files } from './find-windows.ts';
import { readShim } from './npm-shim.ts';

const folder = mkdtempSync(join(tmpdir(), 'find-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(process.platform === 'win32')('finding a program on POSIX', () => {
  const bin = join(folder, 'bin');
  mkdirSync(join(folder, 'sub'), { recursive: true });
  mkdirSync(bin);
  const file = (name: string, text: string, mode = 0o755): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    chmodSync(path, mode);
    return path;
  };
  const server = file('bin/server', '#!/bin/sh\n');
  file('bin/plain', 'text', 0o644);
  file('bin/broken', '#!/no/such/interpreter -x\n');
  file('bin/crlf', '#!/bin/sh\r\n');
  const local = file('sub/local', '#!/bin/sh\n');
  const place = { cwd: folder, env: { PATH: `/nonexistent:${bin}:sub` } };

  it.each([
    ['server', server],
    ['./sub/local', local],
    ['local', local],
    [server, server],
  ])('%s → %s', (command, found) => {
    expect(findPosixProgram(command, place)).toMatchObject({ ok: true, value: { file: found, before: [] } });
  });

  it('says when only a relative PATH entry had it', () => {
    expect(findPosixProgram('local', place)).toMatchObject({
      value: { note: expect.stringContaining('"sub"') },
    });
  });

  it.each([
    ['nothing-like-it', 'command-not-found', 'not found on PATH'],
    ['./nothing', 'command-not-found', join(folder, 'nothing')],
    ['./sub', 'command-not-found', 'not a file'],
    ['broken', 'command-not-executable', '/no/such/interpreter'],
    ['crlf', 'command-not-executable', 'interpreter'],
    ['', 'no-command', 'empty'],
    ['a\0b', 'no-command', 'NUL'],
  ])('%j fails as %s and says %s', (command, code, words) => {
    const found = findPosixProgram(command, place);
    expect(found).toMatchObject({ ok: false, problem: { code, message: expect.stringContaining(words) } });
  });

  it('says that a file may not be executed instead of that it is missing', () => {
    expect(findPosixProgram('plain', place)).toMatchObject({ problem: { code: 'command-not-executable' } });
  });
});

const NPX = String.raw`:: Created by npm, please don't edit manually.
@ECHO OFF

SETLOCAL

SET "NODE_EXE=%~dp0\node.exe"
IF NOT EXIST "%NODE_EXE%" (
  SET "NODE_EXE=node"
)

SET "NPM_PREFIX_JS=%~dp0\node_modules\npm\bin\npm-prefix.js"
SET "NPX_CLI_JS=%~dp0\node_modules\npm\bin\npx-cli.js"
FOR /F "delims=" %%F IN ('CALL "%NODE_EXE%" "%NPM_PREFIX_JS%"') DO (
  SET "NPM_PREFIX_NPX_CLI_JS=%%F\node_modules\npm\bin\npx-cli.js"
)
IF EXIST "%NPM_PREFIX_NPX_CLI_JS%" (
  SET "NPX_CLI_JS=%NPM_PREFIX_NPX_CLI_JS%"
)

"%NODE_EXE%" "%NPX_CLI_JS%" %*
`;
const NEW_SHIM = String.raw`@ECHO off
GOTO start
:find_dp0
SET dp0=%~dp0
EXIT /b
:start
SETLOCAL
CALL :find_dp0

IF EXIST "%dp0%\node.exe" (
  SET "_prog=%dp0%\node.exe"
) ELSE (
  SET "_prog=node"
  SET PATHEXT=%PATHEXT:;.JS;=;%
)

endLocal & goto #_undefined_# 2>NUL || title %COMSPEC% & "%_prog%"  "%dp0%\..\some-server\dist\index.js" %*
`;
const OLD_SHIM = String.raw`@IF EXIST "%~dp0\node.exe" (
  "%~dp0\node.exe"  "%~dp0\node_modules\some-server\cli.mjs" %*
) ELSE (
  @SETLOCAL
  @SET PATHEXT=%PATHEXT:;.JS;=;%
  node  "%~dp0\node_modules\some-server\cli.mjs" %*
)
`;
const FLAGS_SHIM = String.raw`@"%~dp0\node.exe" --no-warnings "%~dp0\cli.js" %*`;
const EXE_SHIM = String.raw`@"%~dp0\native\tool.exe"   %*`;

describe('reading shims', () => {
  const dir = 'C:\\Users\\Zoë Q\\npm';
  it.each([
    ['npx', NPX, `${dir}\\node.exe`, [`${dir}\\node_modules\\npm\\bin\\npx-cli.js`]],
    ['npm 7 and later', NEW_SHIM, `${dir}\\node.exe`, ['C:\\Users\\Zoë Q\\some-server\\dist\\index.js']],
    ['older npm and pnpm', OLD_SHIM, `${dir}\\node.exe`, [`${dir}\\node_modules\\some-server\\cli.mjs`]],
    ['with flags', FLAGS_SHIM, `${dir}\\node.exe`, ['--no-warnings', `${dir}\\cli.js`]],
    ['for a native program', EXE_SHIM, `${dir}\\native\\tool.exe`, []],
    [
      'with Windows line ends',
      NPX.replaceAll('\n', '\r\n'),
      `${dir}\\node.exe`,
      [`${dir}\\node_modules\\npm\\bin\\npx-cli.js`],
    ],
  ])('%s', (_title, text, program, before) => {
    expect(readShim(text, dir)).toEqual({ program, before });
  });

  it.each([
    ['a script of its own', '@echo off\r\necho hello %*\r\n'],
    ['an unknown variable', '"%NODE%" "%WHERE%\\x.js" %*'],
    ['another interpreter', 'python "%~dp0\\x.py" %*'],
    ['nothing', ''],
  ])('%s is not a shim', (_title, text) => {
    expect(readShim(text, dir)).toBeUndefined();
  });
});

describe('finding a program on Windows', () => {
  const disk = new Map([
    ['C:\\nodejs\\npx.cmd', NPX],
    ['C:\\nodejs\\node.exe', ''],
    ['C:\\nodejs\\node_modules\\npm\\bin\\npx-cli.js', ''],
    ['C:\\npm\\server.cmd', NEW_SHIM],
    ['C:\\some-server\\dist\\index.js', ''],
    ['C:\\tools\\uvx.exe', ''],
    ['C:\\tools\\own.bat', 'echo hello'],
    ['C:\\work\\npx.exe', ''],
    ['C:\\work\\tool.exe', ''],
  ]);
  const files: Files = { isFile: (path) => disk.has(path), read: (path) => disk.get(path)! };
  const place = {
    cwd: 'C:\\work',
    env: { Path: '"C:\\nodejs";.;C:\\npm;C:\\tools', PATHEXT: '.COM;.EXE;.BAT;.CMD' },
  };
  const find = (command: string) => findWindowsProgram(command, place, files);

  it('starts npx as node with its script, never through cmd.exe, and not the npx.exe of the project', () => {
    expect(find('npx')).toMatchObject({
      ok: true,
      value: { file: 'C:\\nodejs\\node.exe', before: ['C:\\nodejs\\node_modules\\npm\\bin\\npx-cli.js'] },
    });
  });

  it('looks node up when it does not lie beside the shim', () => {
    expect(find('server')).toMatchObject({
      ok: true,
      value: { file: 'C:\\nodejs\\node.exe', before: ['C:\\some-server\\dist\\index.js'] },
    });
  });

  it.each([
    ['uvx', 'C:\\tools\\uvx.exe'],
    ['UVX.EXE', 'C:\\tools\\UVX.EXE'],
    ['.\\tool', 'C:\\work\\tool.exe'],
    ['C:\\tools\\uvx', 'C:\\tools\\uvx.exe'],
  ])('%s → %s', (command, file) => {
    const caseless: Files = {
      ...files,
      isFile: (path) => [...disk.keys()].some((key) => key.toLowerCase() === path.toLowerCase()),
    };
    expect(findWindowsProgram(command, place, caseless)).toEqual({ ok: true, value: { file, before: [] } });
  });

  it.each([
    ['own', 'command-is-batch'],
    ['nothing', 'command-not-found'],
    ['tool', 'command-not-found'],
  ])('%s fails as %s', (command, code) => {
    expect(find(command)).toMatchObject({ ok: false, problem: { code } });
  });
});
