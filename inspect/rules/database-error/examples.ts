import { answered, exchange, failed, type Examples } from '../../example.ts';

export const examples: Examples = {
  fires: [
    {
      why: 'PostgreSQL',
      frames: failed('tools/call', { code: 1, message: 'ERROR:  syntax error at or near "\'"' }),
      at: '/error/message',
      severity: 'low',
    },
    {
      why: 'MySQL in a failed answer',
      frames: exchange('tools/call', {
        isError: true,
        content: [{ type: 'text', text: 'You have an error in your SQL syntax; check the manual' }],
      }),
    },
    {
      why: 'SQLite',
      frames: failed('tools/call', { code: 1, message: 'SQLITE_ERROR: no such table: words' }),
      bytes: 'SQLITE_ERROR',
    },
    {
      why: 'Oracle',
      frames: failed('tools/call', { code: 1, message: 'ORA-00933: SQL command not properly ended' }),
    },
  ],
  quiet: [
    {
      why: 'an answer about errors',
      frames: answered('ORA-00933 means that the command is not properly ended.'),
    },
    {
      why: 'an error of the server’s own',
      frames: failed('tools/call', { code: 1, message: 'The word is not in the database.' }),
    },
    {
      why: 'a name of a database',
      frames: failed('tools/call', { code: 1, message: 'PostgreSQL is not reachable.' }),
    },
    {
      why: 'a syntax of something else',
      frames: failed('tools/call', { code: 1, message: 'syntax error in the filter' }),
    },
  ],
};
