import { answered, described, opened, type Examples } from '../../example.ts';

export const examples: Examples = {
  fires: [
    {
      why: 'a known host stands where the user name belongs',
      frames: described('Docs: https://github.com@evil.example/login'),
      bytes: 'https://github.com@evil.example/login',
      severity: 'high',
    },
    {
      why: 'one letter is Cyrillic',
      frames: described('Pay at https://p\u0430ypal.com/now'),
      severity: 'high',
    },
    {
      why: 'the same in Punycode',
      frames: described('Pay at https://xn--80ak6aa92e.com/now'),
      severity: 'high',
    },
    {
      why: 'an address as one number',
      frames: described('Call http://2130706433/admin'),
      severity: 'medium',
    },
    {
      why: 'an old address in a new one',
      frames: described('Call http://[::ffff:10.0.0.1]/'),
      severity: 'medium',
    },
    {
      why: 'a backslash decides who is asked',
      frames: described('Get https://good.example\\@evil.example/a'),
      severity: 'high',
    },
    {
      why: 'a line end in the scheme',
      frames: opened({ serverInfo: { name: 'a', version: '1', websiteUrl: 'ht\ntps://a.example' } }),
      severity: 'medium',
    },
    {
      why: 'a document may be about it',
      frames: answered('e.g. http://0x7f000001/ bypasses filters'),
      severity: 'low',
    },
  ],
  quiet: [
    { why: 'a user of a database', frames: described('postgres://user:secret@db.example.com/app') },
    { why: 'a user name that is no host', frames: described('https://token@git.example.com/a.git') },
    {
      why: 'names of other languages are honest',
      frames: answered(
        'https://m\u00fcnchen.de https://\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444 https://\u4f8b\u3048.jp',
      ),
    },
    {
      why: 'an ordinary address of numbers',
      frames: described('http://192.0.2.7:8080/a and http://[2001:db8::1]/'),
    },
    {
      why: 'an @ in a path',
      frames: described('https://www.npmjs.com/@scope/name https://medium.com/@me.com/x'),
    },
    { why: 'escaped slashes of JSON', frames: answered('{"u":"https:\\/\\/a.example\\/b"}') },
  ],
};
