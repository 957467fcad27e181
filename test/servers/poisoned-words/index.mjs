// Tools that are poisoned by words alone: side notes, what is kept from the user, orders in every slot of a schema,
// beside tools that use the same words honestly. In either era.
import { servePlain } from '../modern.mjs';
import { text } from '../stdio.mjs';
import { TOOLS } from './offers.mjs';

await servePlain({
  name: 'poisoned-words',
  tools: TOOLS,
  capabilities: { tools: {} },
  call: () => text('done'),
});
