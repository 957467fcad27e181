// From the second connection on a tool has another name and is otherwise the same.
import { itemOf } from '../items.mjs';

export const scenario = {
  after: 2,
  turns: ({ connects }, { after }) => connects >= after,
  turn(face) {
    itemOf(face, 'round_length').name = 'trim_length';
  },
};
