import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../scripts/sources.mjs';
import { packageFile } from '../stdio-servers.ts';
import type { MeasuredServer } from './measured-server.ts';

/** A published server with a flaw that was disclosed, at the version that has it. */
export interface FlawedServer extends MeasuredServer {
  /** Each has to be found, and made smaller to a value that still does it. */
  flaws: {
    disclosed: string;
    strategy: string;
    subjects: string[];
    minimal: RegExp;
    severity?: 'high' | 'critical';
  }[];
  /** Where a later version has the fix; else `sound` has tools that check the same parameter as they should. */
  later?: MeasuredServer;
  sound?: string[];
}

/** Without a network, and without programs that could ask it: what is given to the shell is all there is. */
function figma(name: string, program: string, folder: string): MeasuredServer {
  const offline = pathToFileURL(join(root, 'test', 'fuzz', 'no-network.mjs')).href;
  return {
    name,
    command: process.execPath,
    args: ['--import', offline, program, '--stdio', '--figma-api-key=made-up'],
    env: [{ name: 'PATH', text: { from: 'plain', value: folder } }],
  };
}

export function flawedServers(folder: string): FlawedServer[] {
  const command = process.execPath;
  return [
    {
      name: 'server-filesystem of early 2025',
      command,
      args: [packageFile('server-filesystem-early', 'dist/index.js'), folder],
      flaws: [
        {
          disclosed: 'CVE-2025-53110: a folder beside the allowed one whose name begins alike',
          strategy: 'root-escape',
          subjects: ['read_file', 'read_multiple_files'],
          minimal: /-private\/canary\.txt"$/,
        },
        {
          disclosed: 'CVE-2025-53109: a link in the allowed folder that leads out',
          strategy: 'symlink-escape',
          subjects: ['read_file', 'read_multiple_files'],
          minimal: /link/,
        },
      ],
      later: {
        name: 'server-filesystem of today',
        command,
        args: [packageFile('@modelcontextprotocol/server-filesystem', 'dist/index.js'), folder],
      },
    },
    {
      name: 'memory-bank-mcp',
      command,
      args: [packageFile('@allpepper/memory-bank-mcp', 'dist/main/index.js')],
      env: [{ name: 'MEMORY_BANK_ROOT', text: { from: 'plain', value: folder } }],
      flaws: [
        {
          disclosed: 'the name of a project leads out of the bank, in the one tool that does not check it',
          strategy: 'root-escape',
          subjects: ['list_project_files'],
          minimal: /^"\.\.\//,
        },
      ],
      sound: ['memory_bank_read', 'memory_bank_write', 'memory_bank_update'],
    },
    {
      ...figma('figma-developer-mcp 0.6.0', packageFile('figma-developer-mcp-old', 'dist/cli.js'), folder),
      flaws: [
        {
          disclosed: 'CVE-2025-53967: where a request fails, the address is given to a shell',
          strategy: 'command-injection',
          subjects: ['get_figma_data'],
          minimal: /^"/,
          severity: 'critical',
        },
      ],
      later: figma('figma-developer-mcp 0.6.4', packageFile('figma-developer-mcp', 'dist/bin.js'), folder),
    },
  ];
}
