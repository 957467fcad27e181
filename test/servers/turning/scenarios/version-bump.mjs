// From the second connection on it is a new version, and a description says more exactly what it does.
import { itemOf } from '../items.mjs';

export const scenario = {
  after: 2,
  turns: ({ connects }, { after }) => connects >= after,
  turn(face) {
    face.version = '1.1.0';
    itemOf(face, 'round_length').description =
      'Rounds a length to a number of decimals; halves are rounded away from zero.';
  },
};
