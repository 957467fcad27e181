// Says with every call, again and again, that its tools changed, and they never do. Its twin says nothing.

export const scenario = {
  notices: 200,
  turns: () => false,
  turn() {},
};
