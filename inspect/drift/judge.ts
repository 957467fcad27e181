import type { Pack } from '../pack.ts';

/** Says which findings and tags an item has. */
export class DriftJudge {
  readonly hash: (text: string) => string;
  readonly pack: Pack;

  constructor({ pack, hash }: { pack: Pack; hash: (text: string) => string }) {
    this.pack = pack;
    this.hash = hash;
  }
}
