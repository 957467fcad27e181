/** A result that fits the request, to start from. */
export function proposedAnswer(method: string): string {
  switch (method) {
    case 'roots/list':
      return '{ "roots": [] }';
    case 'sampling/createMessage':
      return `{
  "role": "assistant",
  "content": { "type": "text", "text": "" },
  "model": "none",
  "stopReason": "endTurn"
}`;
    case 'elicitation/create':
      return '{ "action": "accept", "content": {} }';
    default:
      return '{}';
  }
}
