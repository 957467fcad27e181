import { Masking as Masked, type MaskedRange } from '../../../bridge/secrets/masking.ts';

export * from '../../../bridge/secrets/masking.ts';

export class Masking extends Masked {
  override bytes(): MaskedRange[] {
    return [];
  }

  override text(text: string): string {
    return text;
  }
}
