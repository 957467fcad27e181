import { exchange, type Examples } from '../../example.ts';

const call = (args: unknown) => exchange('tools/call', {}, { name: 'look_up', arguments: args });
const passwd = 'root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n';

export const examples: Examples = {
  fires: [
    {
      why: 'a page in a query',
      frames: call({ query: 'words and words '.repeat(200) }),
      at: '/params/arguments/query',
      severity: 'medium',
    },
    { why: 'a list of users for a name', frames: call({ name: passwd }) },
    {
      why: 'a conversation for an id',
      frames: call({ id: 'User: hello\nAssistant: hello\nUser: my code is 7\nAssistant: fine' }),
    },
    { why: 'settings for a title', frames: call({ title: 'DB_HOST=a\nDB_USER=b\nDB_PASS=c\n' }) },
  ],
  quiet: [
    { why: 'a body may be long', frames: call({ body: 'words and words '.repeat(200) }) },
    { why: 'a query of some lines', frames: call({ query: 'SELECT a\nFROM b\nWHERE c = 1' }) },
    { why: 'a name', frames: call({ name: 'Maria' }) },
    { why: 'the name of the tool', frames: exchange('tools/call', {}, { name: 'a'.repeat(3000) }) },
  ],
};
