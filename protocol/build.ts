// Written in by the build: bridge and page of one build carry the same id, so that each can tell
// that the other is of another one. Sources that run unbuilt (tests) have none.
declare const __BUILD_ID__: string | undefined;
declare const __VERSION__: string | undefined;

/** Hash of all sources, 12 hex digits. */
export const BUILD = typeof __BUILD_ID__ === 'string' ? __BUILD_ID__ : 'unbuilt';
/** `version` of package.json. */
export const VERSION = typeof __VERSION__ === 'string' ? __VERSION__ : '0.0.0';
