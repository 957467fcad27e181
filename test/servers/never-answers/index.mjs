// Reads everything and never answers.
//   --to=METHOD   only that method stays unanswered
//   --deaf        does not even read: the pipe to it fills up
import { option, serve } from '../stdio.mjs';

const to = option('to', '');
if (option('deaf', false)) setInterval(() => {}, 1 << 30);
else await serve({ name: 'never-answers' }, ({ method }) => to === '' || method === to);
