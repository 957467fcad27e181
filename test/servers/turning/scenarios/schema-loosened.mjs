// From the second connection on a definition far from the parameter that refers to it lets any path through.
import { itemOf } from '../items.mjs';

export const scenario = {
  after: 2,
  turns: ({ connects }, { after }) => connects >= after,
  turn(face) {
    itemOf(face, 'export_lengths').inputSchema.$defs.table = { type: 'string' };
  },
};
