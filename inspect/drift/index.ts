export { canonicalJson } from './canonical.ts';
export { diffSnapshots } from './diff.ts';
export { DriftJudge } from './judge.ts';
export { snapshotItem, verifyItem } from './snapshot-item.ts';
