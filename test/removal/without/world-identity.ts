import { WorldTop as Known } from '../../../bridge/fuzz/world-top.ts';

export * from '../../../bridge/fuzz/world-top.ts';

/** Whatever bears its name is taken for the folder that was made. */
export class WorldTop extends Known {
  override get isOurs(): boolean {
    return true;
  }
}
