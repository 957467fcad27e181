import { describe, expect, it } from 'vitest';
import { base64Bytes, base64Text } from './base64.ts';
import { crc32, ibanFits, luhnFits, tokenChecksumFits } from './checksum.ts';

describe('checksums', () => {
  it('are those of their standards', () => {
    // The check value of CRC-32/ISO-HDLC.
    expect(crc32('123456789')).toBe(0xcbf43926);
    expect(luhnFits('4111111111111111')).toBe(true);
    expect(luhnFits('4111111111111112')).toBe(false);
    // The sample of ISO 13616 for the United Kingdom.
    expect(ibanFits('GB82WEST12345698765432')).toBe(true);
    expect(ibanFits('GB83WEST12345698765432')).toBe(false);
  });

  it('fits the token GitHub showed when it announced them', () => {
    expect(tokenChecksumFits(`zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ${'0mLq17'}`)).toBe(true);
    expect(tokenChecksumFits(`zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ${'0mLq18'}`)).toBe(false);
  });

  it('reads base64 back, with every tail, and nothing else', () => {
    for (let length = 0; length < 70; length++) {
      const bytes = Uint8Array.from({ length }, (_, at) => (at * 83 + length) % 256);
      expect(base64Bytes(base64Text(bytes))).toEqual(bytes);
      expect(
        base64Bytes(base64Text(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '')),
      ).toEqual(bytes);
    }
    expect(base64Bytes('ab c')).toBeUndefined();
    expect(base64Bytes('abcde')).toBeUndefined();
  });
});
