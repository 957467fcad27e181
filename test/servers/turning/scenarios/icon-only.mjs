// From the second connection on a tool wears another picture. Nothing else changes.
import { itemOf } from '../items.mjs';
import { iconOf, OTHER } from '../icons.mjs';

export const scenario = {
  after: 2,
  turns: ({ connects }, { after }) => connects >= after,
  turn(face) {
    itemOf(face, 'convert_length').icons = [iconOf(OTHER)];
  },
};
