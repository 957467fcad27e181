// CWE-248, CWE-770, CWE-476: cancellations and progress of what is not there.

const tool = (name) => ({
  name,
  description: 'Waits for the kettle',
  inputSchema: { type: 'object', properties: {} },
});
const run = () => 'boiled';
const is = (message, method) => message.method === method;

export const sinks = [
  {
    id: 'cancel-unknown',
    strategy: 'cancel',
    usual: {},
    tool: tool('kettle'),
    run,
    fixed: run,
    async message(message, { state }) {
      if (!is(message, 'notifications/cancelled')) return undefined;
      state.get(message.params.requestId).abort(message.params.reason);
      return null;
    },
    fixedMessage(message, { state }) {
      if (!is(message, 'notifications/cancelled')) return undefined;
      state.get(message.params?.requestId)?.abort(message.params.reason);
      return null;
    },
  },
  {
    // What is not under way is passed over, as long as it was named.
    id: 'cancel-nameless',
    strategy: 'cancel',
    usual: {},
    tool: tool('toast'),
    run,
    fixed: run,
    async message(message, { state }) {
      if (!is(message, 'notifications/cancelled')) return undefined;
      const { requestId } = message.params;
      if (!state.has(requestId.valueOf())) return null;
      return null;
    },
    fixedMessage: (message) => (is(message, 'notifications/cancelled') ? null : undefined),
  },
  {
    // Progress is told under a token that is made a text.
    id: 'progress-token',
    strategy: 'cancel',
    usual: {},
    tool: tool('x'),
    run,
    fixed: run,
    async message(message, { state }) {
      const token = message.params?._meta?.progressToken;
      if (token !== undefined) state.set('token', token.trim?.() ?? token.toFixed(0));
      return undefined;
    },
    fixedMessage(message, { state }) {
      const token = message.params?._meta?.progressToken;
      if (typeof token === 'string' || typeof token === 'number') state.set('token', String(token));
      return undefined;
    },
  },
  {
    // Keeps why something was given up, where it was said what. A reason is not owed.
    id: 'cancel-reason',
    strategy: 'cancel',
    isUnseen: true,
    usual: {},
    tool: tool('samovar'),
    run,
    fixed: run,
    async message(message, { state }) {
      if (!is(message, 'notifications/cancelled') || message.params?.requestId === undefined)
        return undefined;
      state.set('why', message.params.reason.slice(0, 80));
      return null;
    },
    fixedMessage(message, { state }) {
      if (!is(message, 'notifications/cancelled')) return undefined;
      if (typeof message.params?.reason === 'string') state.set('why', message.params.reason.slice(0, 80));
      return null;
    },
  },
  {
    // Hands progress on to whoever waits under its token, and somebody always does.
    id: 'progress-listener',
    strategy: 'cancel',
    isUnseen: true,
    usual: {},
    tool: tool('urn'),
    run,
    fixed: run,
    async message(message, { state }) {
      if (!is(message, 'notifications/progress')) return undefined;
      const { progressToken, progress, total } = message.params;
      state.get(progressToken).step(progress / (total ?? 1));
      return null;
    },
    fixedMessage(message, { state }) {
      if (!is(message, 'notifications/progress')) return undefined;
      state.get(message.params?.progressToken)?.step(message.params.progress);
      return null;
    },
  },
  {
    // Notes which calls were given up, so that their answers are kept back, and never forgets one.
    id: 'cancel-early',
    strategy: 'cancel',
    isUnseen: true,
    usual: {},
    tool: tool('z'),
    run,
    fixed: run,
    message(message, { state }) {
      if (is(message, 'notifications/cancelled')) {
        const { requestId } = message.params ?? {};
        if (requestId !== undefined) state.set(String(requestId), true);
        return null;
      }
      return message.id !== undefined && state.has(String(message.id)) ? null : undefined;
    },
    fixedMessage(message) {
      return is(message, 'notifications/cancelled') ? null : undefined;
    },
  },
];
