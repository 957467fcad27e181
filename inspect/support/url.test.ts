import { describe, expect, it } from 'vitest';
import { isDisguised, isSameSite, lookalikeOf, readHost, registrableDomain } from './host.ts';
import { decodePunycode } from './punycode.ts';
import { readUrl, urlsIn } from './url.ts';
import { processorTime } from '../../test/processor-time.ts';

const written = (text: string): string[] => urlsIn(text).map((url) => url.written);

describe('addresses in a text', () => {
  it.each([
    [
      'See https://example.com/a, then (http://b.example/x).',
      ['https://example.com/a', 'http://b.example/x'],
    ],
    ['[docs](https://example.com/a_(b)) and more', ['https://example.com/a_(b)']],
    ['![x](https://e.example/?d={{ all of it }}&z=1)', ['https://e.example/?d={{ all of it }}&z=1']],
    ['https://e.example/?d=<data> </p>', ['https://e.example/?d=<data>']],
    ['<a href="https://e.example/">x</a>', ['https://e.example/']],
    ['https://e.example</a>', ['https://e.example']],
    ['"https:\\/\\/e.example\\/a"', ['https:\\/\\/e.example\\/a']],
    ['https://e.example\\nNext', ['https://e.example']],
    ['https:\\\\e.example', ['https:\\\\e.example']],
    ['see https://good.example\\@bad.example/x', ['https://good.example\\@bad.example/x']],
    ['http://[::1]:80/a', ['http://[::1]:80/a']],
    ['ratio 3://4 and a: /b', []],
    ['C:\\\\Users', []],
    ['参照：https://例え.jp/道。次', ['https://例え.jp/道']],
  ])('%s', (text, expected) => {
    expect(written(text)).toEqual(expected);
  });

  it('says where they stand', () => {
    const [url] = urlsIn('a https://e.example/b c');
    expect([url!.from, url!.to]).toEqual([2, 21]);
  });

  it('is linear on text made against it', () => {
    const started = processorTime();
    for (const unit of [
      'http://{',
      'a:/',
      'http://<',
      'x://[(',
      ':\\',
      'aaaaaaaaaaaaaaaaaaaaaaaa:',
      'https://a@',
    ])
      urlsIn(unit.repeat(Math.floor(1_000_000 / unit.length)));
    expect(processorTime() - started).toBeLessThan(10_000);
  });
});

describe('an address taken apart', () => {
  it.each([
    [
      'https://u:p@e.example:8/a?b#c',
      { scheme: 'https', userinfo: 'u:p', port: '8', path: '/a', query: 'b', fragment: 'c' },
    ],
    ['https://good.example\\@bad.example/', { hostWritten: 'good.example', path: '\\@bad.example/' }],
    ['//e.example/a', { scheme: '', hostWritten: 'e.example' }],
    ['java\tscript:alert(1)', { scheme: 'javascript', hasBlankInScheme: true, path: 'alert(1)' }],
    ['\u0001javascript:x', { scheme: 'javascript', hasBlankInScheme: true }],
    ['https:///e.example', { slashes: '///', hostWritten: 'e.example' }],
    ['http:e.example', { scheme: 'http', slashes: '' }],
    ['file:///etc/passwd', { scheme: 'file', hostWritten: '', path: '/etc/passwd' }],
    ['mailto:a@b.example', { scheme: 'mailto', host: undefined, path: 'a@b.example' }],
    ['no address', { scheme: '', host: undefined }],
    ['', { scheme: '', host: undefined }],
  ])('%s', (text, expected) => {
    expect(readUrl(text)).toMatchObject(expected);
  });
});

describe('a host', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1', 'dotted', 'loopback'],
    ['2130706433', '127.0.0.1', 'decimal', 'loopback'],
    ['0177.0.0.1', '127.0.0.1', 'octal', 'loopback'],
    ['0x7f.1', '127.0.0.1', 'hex', 'loopback'],
    ['127.1', '127.0.0.1', 'short', 'loopback'],
    ['0xA9FEA9FE', '169.254.169.254', 'hex', 'metadata'],
    ['[::ffff:169.254.169.254]', '169.254.169.254', 'mapped', 'metadata'],
    ['[::ffff:a9fe:a9fe]', '169.254.169.254', 'mapped', 'metadata'],
    ['[::1]', '[::1]', 'ipv6', 'loopback'],
    ['[fd12::1]', '[fd12::1]', 'ipv6', 'private'],
    ['[fe80::1%25eth0]', '[fe80::1%eth0]', 'ipv6', 'link-local'],
    ['[2606:4700::1]', '[2606:4700::1]', 'ipv6', 'public'],
    ['10.1.2.3', '10.1.2.3', 'dotted', 'private'],
    ['172.32.0.1', '172.32.0.1', 'dotted', 'public'],
    ['0.0.0.0', '0.0.0.0', 'dotted', 'unspecified'],
    ['LocalHost.', 'localhost', 'name', 'loopback'],
    ['ｅxample．com', 'example.com', 'name', 'public'],
    ['ex%61mple.com', 'example.com', 'name', 'public'],
    ['metadata.google.internal', 'metadata.google.internal', 'name', 'metadata'],
    ['db.prod.svc.cluster.local', 'db.prod.svc.cluster.local', 'name', 'internal-name'],
    ['1.2.3.4.5', '1.2.3.4.5', 'name', 'public'],
    ['999.1.1.1', '999.1.1.1', 'name', 'public'],
  ])('%s', (text, name, form, reach) => {
    expect(readHost(text)).toEqual({ name, form, reach });
  });

  it('knows what one party registered', () => {
    expect(registrableDomain(readHost('a.b.example.co.uk'))).toBe('example.co.uk');
    expect(registrableDomain(readHost('me.github.io'))).toBe('me.github.io');
    expect(isSameSite(readHost('docs.example.com'), readHost('example.com'))).toBe(true);
    expect(isSameSite(readHost('a.github.io'), readHost('b.github.io'))).toBe(false);
    expect(isDisguised(readHost('8.8.8.8'))).toBe(false);
  });

  it('sees letters of another script, and leaves honest names alone', () => {
    expect(lookalikeOf('xn--80ak6aa92e.com')).toEqual({ unicode: 'аррӏе.com', how: 'whole' });
    expect(lookalikeOf('pаypal.com')).toEqual({ unicode: 'pаypal.com', how: 'mixed' });
    expect(lookalikeOf('münchen.de')).toBeUndefined();
    expect(lookalikeOf('xn--mnchen-3ya.de')).toBeUndefined();
    expect(lookalikeOf('пример.рф')).toBeUndefined();
    expect(lookalikeOf('例え.jp')).toBeUndefined();
    expect(lookalikeOf('example.com')).toBeUndefined();
  });

  it('reads Punycode', () => {
    expect(decodePunycode('mnchen-3ya')).toBe('münchen');
    expect(decodePunycode('r8jz45g')).toBe('例え');
    expect(decodePunycode('!!')).toBeUndefined();
    expect(decodePunycode('99999999999999999999')).toBeUndefined();
  });
});
