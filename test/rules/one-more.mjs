// A rule that finds something in every tool call, for tests of what another set of rules changes.
export const RULES = [
  {
    meta: {
      id: 'one-more',
      version: 1,
      title: 'One more',
      family: 'protocol',
      severity: 'critical',
      confidence: 'firm',
      about: '',
      falsePositives: '',
      fix: '',
      references: [],
    },
    watch: (report) => ({
      frame: (frame) => report({ at: frame.place('raw', 0, 1, 'same'), says: 'Here it is.' }),
    }),
  },
];
