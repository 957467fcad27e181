import type { TargetSpec } from '../../protocol/target.ts';

function quoted(text: string): string {
  return text === '' || /[\s"']/.test(text) ? `"${text.replaceAll('"', '\\"')}"` : text;
}

/** How a target is reached, in one line. */
export function reachedBy(spec: TargetSpec): string {
  switch (spec.kind) {
    case 'stdio':
      return [spec.command, ...spec.args].map(quoted).join(' ');
    case 'recording':
      return `recording ${spec.session}`;
    default:
      return spec.url;
  }
}
