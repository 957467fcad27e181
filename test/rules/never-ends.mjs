// Rules that misbehave, for tests of what becomes of the thread they run in.
const meta = {
  version: 1,
  title: 'Never ends',
  family: 'protocol',
  severity: 'low',
  confidence: 'firm',
  about: '',
  falsePositives: '',
  fix: '',
  references: [],
};

export const RULES = [
  {
    meta: { ...meta, id: 'never-ends' },
    watch: () => ({
      frame({ raw }) {
        const text = new TextDecoder().decode(raw);
        while (text.includes('"hang"')) JSON.stringify(text);
        const held = [];
        while (text.includes('"swallow"')) held.push(new Array(1e6).fill(text.length + held.length));
      },
    }),
  },
];
