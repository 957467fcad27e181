#!/usr/bin/env node
import { readFileSync } from 'node:fs';
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
  hearsInput: !isInBackground(),
  webRoot: fileURLToPath(new URL('./web', import.meta.url)),
  practice: {
    file: fileURLToPath(new URL('./demo/server.js', import.meta.url)),
    folder: fileURLToPath(new URL('./demo', import.meta.url)),
    node: process.execPath,
  },
  build: `${version}+${buildId}`,
  onSignal: (signal, then) => void process.on(signal, then),
  onBug: (then) => {
    process.on('uncaughtException', then);
    process.on('unhandledRejection', then);
  },
  exit,
};

/**
 * A job in the background is stopped by the system as soon as it reads from its terminal (SIGTTIN). proc(5):
 * process group and the terminal's foreground group, counted after the name. Elsewhere it is not known.
 */
function isInBackground(): boolean {
  if (process.platform !== 'linux' || process.stdin.isTTY !== true) return false;
  try {
    const stat = readFileSync('/proc/self/stat', 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[2] !== fields[5];
  } catch {
    // ENOENT where /proc is hidden.
    return false;
  }
}

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
    case 'inspect': {
      const { inspectCommand } = await import('./commands/inspect.ts');
      exit(await inspectCommand(command, here));
      return;
    }
    case 'ask': {
      const { askCommand } = await import('./commands/ask.ts');
      exit(await askCommand(command, here));
      return;
    }
    case 'export': {
      const { exportCommand } = await import('./commands/export.ts');
      exit(await exportCommand(command.exporting, here));
      return;
    }
    case 'probe': {
      const { probeCommand } = await import('./commands/probe.ts');
      exit(await probeCommand(command, here));
      return;
    }
    case 'fuzz': {
      const { fuzzCommand } = await import('./commands/fuzz.ts');
      exit(await fuzzCommand(command, here));
      return;
    }
    case 'collection': {
      const { collectionCommand } = await import('./commands/collection.ts');
      exit(await collectionCommand(command, here));
      return;
    }
    case 'replay': {
      const { replayCommand } = await import('./commands/replay.ts');
      exit(await replayCommand(command, here));
      return;
    }
    case 'send': {
      const { sendCommand } = await import('./commands/send.ts');
      exit(await sendCommand(command, here));
      return;
    }
    case 'gate': {
      const { gateCommand } = await import('./commands/gate.ts');
      exit(await gateCommand(command, here));
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
