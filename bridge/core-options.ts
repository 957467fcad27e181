import type { BridgeOptions } from './bridge.ts';
import type { AnswerPolicy } from './session/questions.ts';

export interface CoreOptions extends Pick<
  BridgeOptions,
  'dataDir' | 'env' | 'build' | 'onNotice' | 'inspection'
> {
  /** What happens to requests of servers: a page can hold them for the person, a terminal cannot. */
  policy: AnswerPolicy;
  /** false: targets are read but never written; a bridge with a page may run on the same folder. */
  keepsTargets: boolean;
  /** false: frames are recorded, and left for a bridge with a page to index: starting an index takes a second. */
  indexes: boolean;
  /** `by-itself`: everything that is recorded; `here`: what is recorded from now on; `on-request`: nothing unless asked. */
  inspects: 'by-itself' | 'here' | 'on-request';
  /** false: another bridge keeps findings in this folder. */
  keepsFindings: boolean;
}
