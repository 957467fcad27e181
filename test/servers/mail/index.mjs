// An honest server for mail that sends none, to be imitated. In either era.
import { servePlain } from '../modern.mjs';
import { text } from '../stdio.mjs';
import { TOOLS } from './tools.mjs';

await servePlain({
  name: 'mail',
  tools: TOOLS,
  capabilities: { tools: {} },
  call: () => text('queued as 17'),
});
