// From the second connection on the same tools come in another order: nothing to be alarmed about.

export const scenario = {
  after: 2,
  turns: ({ connects }, { after }) => connects >= after,
  turn(face) {
    face.tools.reverse();
  },
};
