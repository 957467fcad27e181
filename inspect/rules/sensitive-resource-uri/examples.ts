import { exchange, type Examples } from '../../example.ts';

const listed = (uri: string) => exchange('resources/list', { resources: [{ uri, name: 'notes' }] });

export const examples: Examples = {
  fires: [
    {
      why: 'a private key',
      frames: listed('file:///home/me/.ssh/id_rsa'),
      at: '/result/resources/0/uri',
      bytes: '/.ssh/',
      severity: 'high',
    },
    { why: 'accounts', frames: listed('file:///etc/passwd') },
    { why: 'the environment', frames: listed('env://all') },
    {
      why: 'behind a link of a result',
      frames: exchange('tools/call', {
        content: [{ type: 'resource_link', uri: 'file:///proc/self/environ', name: 'a' }],
      }),
    },
  ],
  quiet: [
    { why: 'a sample of settings', frames: listed('file:///srv/app/.env.example') },
    { why: 'an ordinary file', frames: listed('file:///home/me/project/readme.md') },
    { why: 'an example of an environment file', frames: listed('file:///project/.env.d/readme') },
    { why: 'a public key', frames: listed('docs://keys/id_rsa.pub') },
    { why: 'words in a name are no path', frames: listed('docs://guide/environment') },
  ],
};
