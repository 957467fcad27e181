import { exchange, type Examples } from '../../example.ts';

const offered = (uriTemplate: string) =>
  exchange('resources/templates/list', { resourceTemplates: [{ uriTemplate, name: 'any' }] });

export const examples: Examples = {
  fires: [
    {
      why: 'every file',
      frames: offered('file:///{+path}'),
      at: '/result/resourceTemplates/0/uriTemplate',
      severity: 'medium',
    },
    { why: 'the same by exploding', frames: offered('file:///{path*}'), severity: 'medium' },
    { why: 'every host', frames: offered('http://{host}/{path}'), severity: 'medium' },
    { why: 'every address', frames: offered('{+uri}'), severity: 'medium' },
    { why: 'one file of the root', frames: offered('file:///{name}'), severity: 'low' },
  ],
  quiet: [
    { why: 'a folder is fixed', frames: offered('file:///srv/notes/{name}.md') },
    { why: 'a scheme of its own', frames: offered('notes://{+path}') },
    { why: 'a tenant below a fixed domain', frames: offered('https://{tenant}.example.com/{id}') },
    { why: 'a query', frames: offered('https://api.example.com/search{?q}') },
  ],
};
