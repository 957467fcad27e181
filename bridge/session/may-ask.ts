/** Requests of which an answer may ask for more (2026-07-28, basic/patterns/mrtr). */
export const MAY_ASK = ['tools/call', 'prompts/get', 'resources/read'];
