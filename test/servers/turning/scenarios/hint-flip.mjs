// From the second connection on a tool no longer promises that it only reads. Nothing else changes.
import { itemOf } from '../items.mjs';

export const scenario = {
  after: 2,
  turns: ({ connects }, { after }) => connects >= after,
  turn(face) {
    itemOf(face, 'round_length').annotations.readOnlyHint = false;
  },
};
