import type { Field } from './fields.ts';

const MATCH = [':', '~'] as const;
const EQUAL = [':'] as const;
const COMPARE = [':', '>', '>=', '<', '<='] as const;

/** Fields of the query over findings; bare words are looked for in what a finding says. */
export const FINDING_FIELDS = [
  {
    name: 'severity',
    operators: COMPARE,
    value: 'choice',
    subject: 'the severity',
    description: 'How bad it is',
    examples: ['severity:high', 'severity>=medium'],
    choices: [
      { name: 'critical', description: 'critical findings' },
      { name: 'high', description: 'high findings' },
      { name: 'medium', description: 'medium findings' },
      { name: 'low', description: 'low findings' },
      { name: 'info', description: 'findings for information' },
    ],
  },
  {
    name: 'confidence',
    operators: COMPARE,
    value: 'choice',
    subject: 'the confidence',
    description: 'How sure the rule is',
    examples: ['confidence:certain', 'confidence>=firm'],
    choices: [
      { name: 'tentative', description: 'worth a look' },
      { name: 'firm', description: 'several independent signs' },
      { name: 'certain', description: 'by structure' },
    ],
  },
  {
    name: 'state',
    operators: EQUAL,
    value: 'choice',
    subject: 'it',
    description: 'What was decided about it',
    examples: ['state:open', '-state:false-positive'],
    choices: [
      { name: 'open', description: 'nobody decided yet' },
      { name: 'accepted', description: 'accepted with a reason' },
      { name: 'false-positive', description: 'not a problem' },
    ],
  },
  {
    name: 'rule',
    operators: MATCH,
    value: 'word',
    subject: 'the rule',
    description: 'Rule that found it',
    examples: ['rule:hidden-unicode-tags', 'rule~hidden'],
  },
  {
    name: 'family',
    operators: EQUAL,
    value: 'choice',
    subject: 'the family',
    description: 'Kind of trouble',
    examples: ['family:hidden'],
    choices: [
      { name: 'hidden', description: 'what the eye does not see' },
      { name: 'injection', description: 'instructions to the model' },
      { name: 'naming', description: 'names that deceive' },
      { name: 'schema', description: 'schemas that carry more than a schema' },
      { name: 'annotation', description: 'annotations that contradict' },
      { name: 'capability', description: 'what a tool is able to do' },
      { name: 'exfiltration', description: 'ways for content to leave' },
      { name: 'secret', description: 'credentials in plain sight' },
      { name: 'leak', description: 'insides of the server that show' },
      { name: 'asking', description: 'requests the server makes' },
      { name: 'protocol', description: 'messages that can be read two ways' },
      { name: 'http', description: 'weaknesses of the HTTP side' },
    ],
  },
  {
    name: 'target',
    operators: MATCH,
    value: 'word',
    subject: 'the target',
    description: 'Target it was found at',
    examples: ['target:everything'],
    vocabulary: 'targets',
  },
  {
    name: 'session',
    operators: MATCH,
    value: 'word',
    subject: 'the session',
    description: 'Number, name or id of a session',
    examples: ['session:14'],
    vocabulary: 'sessions',
  },
  {
    name: 'item',
    operators: MATCH,
    value: 'word',
    subject: 'the item',
    description: 'Tool, prompt, resource or template it stands in',
    examples: ['item:read_file', 'item~file'],
    vocabulary: 'names',
  },
  {
    name: 'section',
    operators: EQUAL,
    value: 'choice',
    subject: 'the section',
    description: 'What sort of item it stands in',
    examples: ['section:tools'],
    choices: [
      { name: 'server', description: 'what the server says of itself' },
      { name: 'tools', description: 'tools' },
      { name: 'prompts', description: 'prompts' },
      { name: 'resources', description: 'resources' },
      { name: 'templates', description: 'resource templates' },
    ],
  },
  {
    name: 'text',
    operators: MATCH,
    value: 'text',
    subject: 'the text',
    description: 'Anything in its title, in what it says, and in what the bytes come to',
    examples: ['text:"ignore previous"', 'password'],
  },
] as const satisfies readonly Field[];

export type FindingField = (typeof FINDING_FIELDS)[number]['name'];
