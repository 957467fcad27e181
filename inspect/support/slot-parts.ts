/** What stands at a place of a session; the honest words where nothing else is to stand there. */
export type Slot = (name: string, honest: string) => string;

export function icons(at: Slot, of: string) {
  return [
    {
      src: at(`${of} icon src`, 'https://example.com/words.png'),
      mimeType: at(`${of} icon mimeType`, 'image/png'),
      sizes: [at(`${of} icon size`, '48x48')],
    },
  ];
}

export function meta(at: Slot, of: string) {
  return {
    [at(`${of} _meta key`, 'example.com/plural')]: at(`${of} _meta value`, 'Plurals too.'),
    'example.com/deep': [{ note: at(`${of} _meta deep value`, 'Deeper.') }],
  };
}

export function schema(at: Slot, of: string) {
  const say = (name: string, honest: string) => at(`${of} ${name}`, honest);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: say('$id', 'https://example.com/word.json'),
    $comment: say('$comment', 'Kept short.'),
    title: say('title', 'Word'),
    description: say('description', 'A word.'),
    type: 'object',
    properties: {
      [say('property name', 'plural')]: { type: 'boolean' },
      word: {
        type: 'string',
        title: say('property title', 'The word'),
        description: say('property description', 'What to look up.'),
        pattern: say('pattern', '^[a-z]+$'),
        format: say('format', 'word'),
        default: say('default', 'moon'),
        examples: [say('example', 'sun')],
        enum: [say('enum', 'sun'), 'moon'],
        'x-note': say('unknown keyword value', 'A note.'),
        [say('unknown keyword', 'x-order')]: 1,
      },
      kind: { const: say('const', 'noun') },
      sort: { enum: ['a'], enumNames: [say('enumNames', 'From a to z')] },
      deep: { anyOf: [{ oneOf: [{ items: { description: say('deep description', 'Deep.') } }] }] },
      listed: { $ref: '#/$defs/Listed' },
    },
    patternProperties: { [say('patternProperties key', '^note-')]: { type: 'string' } },
    dependentRequired: { word: [say('dependentRequired', 'kind')] },
    required: [say('required', 'word')],
    $defs: { [say('$defs key', 'Plain')]: {}, Listed: { description: say('$defs description', 'Listed.') } },
  };
}
