import { answered, described, failed, resource, type Examples } from '../../example.ts';
import { githubToken } from '../../support/secrets/made-up.ts';

const password = `vT9${'kQz2'}mXr`;
const address = `postgres://billing:${password}@db-prod.eu-west-1.rds.amazonaws.com:5432/invoices`;

export const examples: Examples = {
  fires: [
    {
      why: 'an error that tells where it could not connect to',
      frames: failed('tools/call', { code: -32000, message: `could not connect to ${address}` }),
      at: '/error/message',
      bytes: `postgres://billing:${password}@db-prod`,
      severity: 'high',
    },
    { why: 'a database in a definition', frames: described(`Queries ${address}.`) },
    {
      why: 'settings with a password',
      frames: resource({ text: `Server=sql7.shop.io,1433;Database=crm;User Id=app;Password=${password};` }),
      severity: 'high',
    },
    {
      why: 'among the parameters of an address',
      frames: answered(`jdbc:postgresql://db.shop.io:5432/crm?user=app&password=${password}`),
      severity: 'high',
    },
    { why: 'a near host', frames: answered(`redis://app:${password}@10.0.3.7:6379`), severity: 'low' },
  ],
  quiet: [
    { why: 'words to be replaced', frames: described('Takes postgres://user:password@host:5432/db.') },
    {
      why: 'slots',
      frames: described('mongodb+srv://<user>:<password>@cluster.shop.io and mysql://$USER:$PASS@db.shop.io'),
    },
    { why: 'a sample host', frames: answered(`ftp://app:${password}@ftp.example.com`) },
    { why: 'a port and no password', frames: answered('http://shop.io:8080/@me and https://shop.io/a:b@c') },
    {
      why: 'a token in an address is a token',
      frames: answered(`https://x:${githubToken()}@github.com/a/b`),
    },
    {
      why: 'a password that is the name of a service',
      frames: answered('postgres://postgres:postgres@db.shop.io/app'),
    },
  ],
};
