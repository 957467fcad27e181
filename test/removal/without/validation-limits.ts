import { Validator as Limited, type ValidatorOptions } from '../../../bridge/validation/validator.ts';

export * from '../../../bridge/validation/validator.ts';

/** A check may take all day. */
export class Validator extends Limited {
  constructor(options: ValidatorOptions) {
    super({ ...options, limit: 2 ** 30 });
  }
}
