/**
 * What a tester asks of a journal made by `recordMany`: every field, combinations, negations,
 * alternatives, text that the index knows and text too short for it, and questions that nothing answers.
 */
export interface ListedQuery {
  q: string;
  /**
   * `indexed`: what is asked for is looked up. `scanning`: frames are gone through, newest first, in their
   * rows, or in their bytes where text is too short to be looked up.
   */
  how: 'indexed' | 'scanning';
}

const indexed = (q: string): ListedQuery => ({ q, how: 'indexed' });
const scanning = (q: string): ListedQuery => ({ q, how: 'scanning' });

export const FORTY: readonly ListedQuery[] = [
  indexed(''),
  indexed('session:3'),
  scanning('method:tools/call'),
  scanning('method~prompt -kind:request'),
  scanning('name:read_file or method:resources/*'),
  scanning('name~file dir:out'),
  scanning('tool:search dur>2s'),
  scanning('prompt:summarise'),
  scanning('resource~lorem'),
  scanning('-kind:notification -kind:log -method:tools/call'),
  scanning('kind:http status:503'),
  scanning('status>=500'),
  scanning('is:error'),
  indexed('is:waiting'),
  scanning('is:unknown or is:late'),
  scanning('is:problem'),
  scanning('is:repeated-key'),
  scanning('dur>=4s'),
  scanning('bytes>4kb -author:client'),
  indexed('id:212'),
  indexed('id:"s-77" or seq:242'),
  scanning('code:-32601'),
  scanning('target:memory is:error'),
  scanning('session~git kind:log'),
  scanning('channel:c1 status:401'),
  scanning('author:craft tool:add'),
  scanning('since:2026-03-01T12:00:02Z until:2026-03-01T12:01:00Z kind:error'),
  scanning('problem~"cut off"'),
  indexed('conversation:1'),
  scanning('is:step or is:asking'),
  indexed('finding:critical'),
  scanning('-finding:any marked:no kind:error'),
  indexed('marked:yes or colour:red or note~token'),
  indexed('is:annotated text:lorem'),
  indexed('text:lorem'),
  indexed('text:needleinhay'),
  indexed('tool:search text:"hello gamma" -is:error'),
  indexed('text:"nowhere in all of this"'),
  scanning('text:needleinhay or (code:-32603 -text:"no alpha")'),
  scanning('text:"q9" dir:in'),
];
