// Written in by the build: bridge and page of one build carry the same name, so that each can tell
// that the other is of another one. Sources that run unbuilt (tests) have none.
declare const __BUILD_ID__: string | undefined;
declare const __VERSION__: string | undefined;

/** `version` of package.json. */
export const VERSION = typeof __VERSION__ === 'string' ? __VERSION__ : '0.0.0';
/** Version and a hash of all sources: `0.1.0+7052635fd0f9`. */
export const BUILD = `${VERSION}+${typeof __BUILD_ID__ === 'string' ? __BUILD_ID__ : 'sources'}`;
