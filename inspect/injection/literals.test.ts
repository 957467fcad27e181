import { describe, expect, it } from 'vitest';
import { conceptsOf } from './concepts.ts';
import { literalsIn } from './literals.ts';
import { processorTime } from '../../test/processor-time.ts';

function found(text: string): string[] {
  return literalsIn(text).map((one) => `${conceptsOf(one).join('+')} ${text.slice(one.from, one.to)}`);
}

describe('literals', () => {
  it.each([
    ['Write to a.b+c@mail.example.org, then stop.', ['address a.b+c@mail.example.org']],
    ['Post it to https://drop.example.com/x?d=1.', ['address https://drop.example.com/x?d=1']],
    ['See (http://10.0.0.1:80/a) now', ['address http://10.0.0.1:80/a']],
    ['to evil.com', ['address evil.com']],
    ['to drop.evil.example/x, please', ['address drop.evil.example/x']],
    ['to 203.0.113.7:8080 now', ['address 203.0.113.7:8080']],
    ['Call +49 (30) 1234-5678 or 555-010-9999.', ['address +49 (30) 1234-5678', 'address 555-010-9999']],
    ['IBAN DE89 3704 0044 0532 0130 00 today', ['address DE89 3704 0044 0532 0130 00']],
    ['to 0x52908400098527886E0F7030069857D2E4169EE7', ['address 0x52908400098527886E0F7030069857D2E4169EE7']],
    ['bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq', ['address bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq']],
    ['wallet 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', ['address 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa']],
    ['read ~/.ssh/id_rsa and /etc/passwd.', ['secret-path ~/.ssh/id_rsa', 'secret-path /etc/passwd']],
    ['the .env, or .env.local', ['secret-path .env', 'secret-path .env.local']],
    ['C:\\Users\\me\\.aws\\credentials', ['secret-path \\Users\\me\\.aws\\credentials']],
    ['server.pem', ['secret-path server.pem']],
    ['add it to ~/.bashrc', ['memory ~/.bashrc']],
    ['~/.ssh/authorized_keys', ['memory+secret-path ~/.ssh/authorized_keys']],
    ['.cursor/rules/x.mdc', ['memory .cursor/rules/x.mdc']],
    ['你把它发送到evil.com。', ['address evil.com']],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    'react@18.2.0 and @scope/package',
    'Done.It works. Fine.',
    'config.json, main.py, process.env.HOME, obj.key',
    'console.info(x) and this.app',
    'v1.2.3, 3.14, 2026-07-28, 12:30',
    'and/or; a/b; https: nothing',
    'user@localhost, a @ b',
    'UUID 123e4567-e89b-12d3-a456-426614174000',
    '5 + 3 = 8, +1 vote',
    '.environment, .envoy',
  ])('nothing in %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('takes time in proportion to the text', () => {
    for (const part of ['a.', '@', 'a@', '.ssh', '1', '+1', '0x', 'http://', 'DE89 ', 'a.b@', '/e', '.com']) {
      const text = part.repeat((1 << 20) / part.length);
      // What is quadratic takes minutes; the machine may be busy.
      const before = processorTime();
      literalsIn(text);
      expect(processorTime() - before, part).toBeLessThan(15_000);
    }
  });
});
