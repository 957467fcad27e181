import { tools, type Examples } from '../../example.ts';

const tool = (name: string, description: string, properties: object) =>
  tools({ name, description, inputSchema: { type: 'object', properties } });
const text = { type: 'string' };

export const examples: Examples = {
  fires: [
    {
      why: 'a shell',
      frames: tool('run_shell', 'Runs a shell command.', { command: text }),
      bytes: 'command',
      severity: 'low',
    },
    { why: 'an interpreter', frames: tool('python', 'Executes Python code.', { code: text }) },
    { why: 'a database', frames: tool('execute_sql', 'Runs SQL.', { sql: text }) },
  ],
  quiet: [
    {
      why: 'commands to choose from',
      frames: tool('run_command', 'Runs a command.', { command: { enum: ['start', 'stop'] } }),
    },
    { why: 'codes of countries', frames: tool('get_country', 'Gets a country.', { code: text }) },
    { why: 'running tests takes no code', frames: tool('run_tests', 'Runs the tests.', { filter: text }) },
    { why: 'explaining is not running', frames: tool('explain_code', 'Explains code.', { code: text }) },
  ],
};
