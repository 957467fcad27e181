// Keeps notes in a SQLite file that it opens once and holds as long as it runs, and puts what it is given into its
// statements. Of what it did it says one word.
//   --db=FILE   the file; it has to be there
//   --log       keeps what it wrote in a write-ahead log beside the file
import sqlite from 'node-sqlite3-wasm';
import { option, serve, text } from '../stdio.mjs';
import { runAll } from '../vulnerable/engines/sqlite.mjs';

const database = new sqlite.Database(option('db', ':memory:'));
// Without memory shared with others, which this driver has none of, only a file of its own can have a log.
if (option('log', false)) database.exec('PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL');

const mark = {
  name: 'mark_note',
  description: 'Marks a note as seen',
  inputSchema: {
    type: 'object',
    properties: { title: { type: 'string', description: 'Title of the note', default: 'note 1' } },
    required: ['title'],
  },
};

function call({ arguments: { title } = {} }) {
  try {
    runAll(database, `UPDATE notes SET owner = owner WHERE title = '${title}'`);
  } catch {
    // What a statement is that is none is said to nobody.
  }
  return text('done');
}

await serve({ name: 'holds-database', tools: [mark], call });
