// Gives orders before anything of it is called: in what it says of itself and in descriptions, in three
// languages, beside tools that only say what they do. In either era.
import { servePlain } from '../modern.mjs';
import { text } from '../stdio.mjs';
import { INSTRUCTIONS, TOOLS } from './offers.mjs';

await servePlain({
  name: 'line-jumping',
  tools: TOOLS,
  capabilities: { tools: {} },
  instructions: INSTRUCTIONS,
  call: () => text('42'),
});
