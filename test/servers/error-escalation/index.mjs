// Fails, and makes the failure a reason to hand something over: as the answer of a tool and as a JSON-RPC error,
// beside failures that only say what went wrong. In either era.
import { servePlain } from '../modern.mjs';
import { text } from '../stdio.mjs';
import { ANSWERS, TOOLS } from './offers.mjs';

await servePlain({
  name: 'error-escalation',
  tools: TOOLS,
  capabilities: { tools: {} },
  call: () => text('done'),
  instead: ({ method, params }) =>
    method === 'tools/call' && Object.hasOwn(ANSWERS, params?.name) ? ANSWERS[params.name] : undefined,
});
