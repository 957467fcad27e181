#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { readOptions, type Command } from './options.ts';
import { createTerminal } from './terminal.ts';
import type { Surroundings } from './surroundings.ts';

// Written in by the build; from the sources there is no build.
declare const __VERSION__: string | undefined;
declare const __BUILD_ID__: string | undefined;
const version = typeof __VERSION__ === 'string' ? __VERSION__ : '0.0.0';
const buildId = typeof __BUILD_ID__ === 'string' ? __BUILD_ID__ : 'sources';

const terminal = createTerminal(process.stdout, process.stderr);
const here: Surroundings = {
  terminal,
  env: process.env,
  cwd: process.cwd(),
  stdin: process.stdin,
  isInteractive: process.stdin.isTTY === true && process.stderr.isTTY === true,
  webRoot: fileURLToPath(new URL('./web', import.meta.url)),
  build: `${version}+${buildId}`,
  onSignal: (signal, then) => void process.on(signal, then),
  onBug: (then) => {
    process.on('uncaughtException', then);
    process.on('unhandledRejection', then);
  },
  exit,
};

/** After what was said has been handed on: writing to a pipe may still be under way (Windows). */
function exit(code: number): void {
  process.exitCode = code;
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}

async function run(command: Command): Promise<void> {
  switch (command.kind) {
    case 'help': {
      const { HELP } = await import('./help.ts');
      process.stdout.write(HELP);
      return;
    }
    case 'version':
      terminal.print(version);
      return;
    case 'rebuild-index': {
      const { rebuildIndexCommand } = await import('./commands/rebuild-index.ts');
      process.exitCode = await rebuildIndexCommand(command, here);
      return;
    }
    case 'open': {
      const { openCommand } = await import('./commands/open.ts');
      const ended = await openCommand(command.options, here);
      // Standard input and the watchdog's pipe would keep a process alive that has nothing more to do.
      if (ended !== 'running') exit(ended.exitCode);
    }
  }
}

const command = readOptions(process.argv.slice(2));
if (command.ok) await run(command.value);
else {
  terminal.note(`mcp-sec-inspect: ${command.problem.message} ${command.problem.hint ?? ''}`);
  process.exitCode = 2;
}
