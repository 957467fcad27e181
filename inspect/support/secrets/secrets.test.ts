import { describe, expect, it } from 'vitest';
import { masked } from '../mask.ts';
import { isPlaceholder, isSample } from '../placeholder.ts';
import { connectionStringsIn } from './connection-strings.ts';
import { jsonWebTokensIn } from './json-web-tokens.ts';
import { githubToken, jsonWebToken, privateKey, randomLetters } from './made-up.ts';
import { privateKeysIn } from './private-keys.ts';
import { tokensIn } from './tokens.ts';
import { processorTime } from '../../../test/processor-time.ts';

describe('secrets', () => {
  it('judges expiry by when the frame was recorded', () => {
    const token = jsonWebToken({ iss: 'login.shop.io', sub: 'a', exp: 1_700_000_000 });
    expect(jsonWebTokensIn(token, 1_600_000_000_000)[0]!.severity).toBe('high');
    expect(jsonWebTokensIn(token, 1_800_000_000_000)[0]).toMatchObject({ severity: 'low' });
  });

  it.each([githubToken(), jsonWebToken({ sub: 'a' }), privateKey(), `x://a:${randomLetters(12)}@db.shop.io`])(
    'never shows more than six characters of one',
    (text) => {
      const [secret] = [
        ...tokensIn(text),
        ...jsonWebTokensIn(text, 0),
        ...privateKeysIn(text),
        ...connectionStringsIn(text),
      ];
      expect(secret).toBeDefined();
      const whole = text.replace(/-----[^-]+-----/g, '');
      for (let at = 0; at + 8 <= whole.length; at++) {
        const stretch = whole.slice(at, at + 8);
        if (!/^[A-Za-z0-9]+$/.test(stretch)) continue;
        expect(`${secret!.masked} ${secret!.notes}`).not.toContain(stretch);
      }
    },
  );

  it('masks short ones more', () => {
    expect(masked('abcdefghijklmnop')).toBe('abcd…op');
    expect(masked('abcdefgh')).toBe('a…');
  });

  it.each([
    'your-api-key',
    '<token>',
    '${TOKEN}',
    'sk-xxxxxxxx',
    'AKIAIOSFODNN7EXAMPLE',
    'aaaaaaaaaaaaaaaaaaaa',
    'abcdefgh12',
  ])('knows %s for a placeholder', (value) => expect(isPlaceholder(value)).toBe(true));

  it('does not take random letters for one', () => {
    for (let length = 20; length < 60; length++) expect(isSample(randomLetters(length))).toBe(false);
  });

  it.each([
    'ghp_ ',
    'eyJ.',
    'eyAAAAAAAAAA.ey',
    '://a:',
    'a://b:c@',
    'Server=;Password=',
    '-----BEGIN PRIVATE KEY-----',
    'PuTTY-User-Key-File-2: a',
    'sig=sv=',
    '1234567890:AA',
    'sk-proj-',
    'AKIA',
    'xoxb-1234567890-',
  ])('is done with a million characters of %s in no time', (part) => {
    const text = part.repeat(Math.ceil(1_000_000 / part.length));
    const start = processorTime();
    tokensIn(text);
    jsonWebTokensIn(text, 0);
    privateKeysIn(text);
    connectionStringsIn(text);
    expect(processorTime() - start).toBeLessThan(15_000);
  });
});
