/** Front door of the bridge, for the command line and for tests. */
export { startBridge } from './start.ts';
export { startHeadless, type Conversation, type Headless, type KnownTarget } from './headless.ts';
export type { RawExchange } from './headless-raw.ts';
export type { Bridge, BridgeOptions, Notice, OpenRequest, StartBridge } from './bridge.ts';
export { choosePlatform, type Platform } from './platform/index.ts';
export { preparePrivateDir } from './platform/private-files.ts';
export { claimDataDir, type Claim } from './targets/join.ts';
export type { JoinRequest } from './targets/join-talk.ts';
export { planBeforeStart } from './targets/before-start.ts';
export { deriveName } from './targets/naming.ts';
export type { Draft } from './targets/draft.ts';

/** Loaded when asked for: a start that needs neither should not pay for them. */
export const loadConfigReading = () => import('./targets/config-file.ts');
export const loadInspection = () => import('./inspect-recorded.ts');
export type { InspectedRecording } from './inspect-recorded.ts';
export const loadGate = () => import('./gate.ts');
export const loadIndexRebuild = () => import('./rebuild-index.ts');
