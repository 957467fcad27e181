export { withCorrections } from './corrections.ts';
export { findFlows, isTagged, taggedFirst } from './flows.ts';
export { readTool, textsOfTool, type ToolFacts } from './tool.ts';
