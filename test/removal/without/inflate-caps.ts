import { InflaterChain as Limited, type InflateLimits } from '../../../bridge/transport/inflate.ts';

export * from '../../../bridge/transport/inflate.ts';

const ENDLESS: InflateLimits = { ratio: Infinity, free: Infinity, most: Infinity };

export class InflaterChain extends Limited {
  constructor(...[codings, , take]: ConstructorParameters<typeof Limited>) {
    super(codings, ENDLESS, take);
  }
}
