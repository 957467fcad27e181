import { createHash } from 'node:crypto';

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** How the files of a target are called: its key may be anything a person or a config file wrote. */
export function fileNameOf(target: string): string {
  return sha256(target).slice(0, 32);
}
