import type { FieldComparer } from '../comparer.ts';
import { compareSchemas } from './comparison.ts';

/** What a call may carry, and what an answer holds. */
export const schemas: FieldComparer = {
  subject: 'schemas',
  takes: (section, field) => section === 'tools' && (field === 'inputSchema' || field === 'outputSchema'),
  compare({ called, field, pointer, before, after }, report) {
    const isInput = field === 'inputSchema';
    const [was, is] = [before, after].map((value) => (value?.kind === 'object' ? value : undefined));
    if (was === undefined || is === undefined) {
      const how = before === undefined ? 'new' : after === undefined ? 'gone' : 'of another kind';
      const says = `The ${isInput ? 'input' : 'output'} schema of ${called} is ${how}.`;
      report({ kind: 'schema-changed', severity: 'low', pointer, before, after, says });
      // What a call may carry came or went with it; bounds of what was not there say nothing.
      if (!isInput) return;
    }
    compareSchemas({ called, isInput, pointer, before: was, after: is }, report);
  },
};
