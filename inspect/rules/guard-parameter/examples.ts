import { tools, type Examples } from '../../example.ts';

const takes = (properties: Record<string, unknown>) => tools({ inputSchema: { type: 'object', properties } });
const flag = { type: 'boolean', default: false };

export const examples: Examples = {
  fires: [
    {
      why: 'no honest tool has a mode for that',
      frames: takes({ jailbreak_mode: flag }),
      bytes: 'jailbreak_mode',
      severity: 'medium',
    },
    {
      why: 'filters are not for the model to lift',
      frames: takes({ bypassFilters: flag }),
      severity: 'medium',
    },
    {
      why: 'instructions of others are overridden',
      frames: takes({ override_instructions: { type: 'string' } }),
      severity: 'medium',
    },
    { why: 'developers may want this', frames: takes({ skip_validation: flag }), severity: 'low' },
  ],
  quiet: [
    {
      why: 'ordinary switches',
      frames: takes({ force: flag, dry_run: flag, skip_duplicates: flag, overwrite: flag }),
    },
    { why: 'whether a filter is used', frames: takes({ filter: {}, security_level: {}, validation: flag }) },
    { why: 'caches may be passed by', frames: takes({ bypass_cache: flag, ignore_case: flag }) },
    {
      why: 'an administrator may be named',
      frames: takes({ admin: { type: 'string' }, admin_email: { type: 'string' } }),
    },
  ],
};
