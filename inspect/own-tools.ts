import { memberOf } from '../protocol/mcp/read-place.ts';
import type { Message } from './message.ts';
import { offeredTool, type OfferedTool } from './offered-tool.ts';
import type { Place } from './place.ts';
import { skeletonOf } from './support/name-skeleton.ts';

/** A tool of this server's newest list, and where its name stands. */
export interface OwnTool {
  readonly tool: OfferedTool;
  readonly skeleton: string;
  readonly at: Place;
}

/** Beyond these only names are remembered; and beyond those, nothing. */
const MOST_TOOLS = 2000;
const MOST_NAMES = 20_000;

/** What this server offers, by its newest list so far. Kept by the engine, read by rules that compare servers. */
export class OwnTools {
  /** Grows with every page. */
  version = 0;
  /** The last page that was read says that nothing follows. */
  isWhole = false;
  readonly all: OwnTool[] = [];
  #skeletons = new Set<string>();

  /** Whether this server has a tool that is called so, however it is written. */
  has(skeleton: string): boolean {
    return this.#skeletons.has(skeleton);
  }

  /** Told of every answer to a question for the list, before rules hear of it. */
  take(message: Message): void {
    if (message.method !== 'tools/list' || message.kind !== 'result' || message.toward !== 'client') return;
    if (message.request?.cursor === undefined) {
      this.all.length = 0;
      this.#skeletons.clear();
    }
    for (const { section, node } of message.items) {
      if (section !== 'tools' || this.#skeletons.size >= MOST_NAMES) continue;
      const tool = offeredTool(node, message.reading);
      if (tool === undefined) continue;
      const skeleton = skeletonOf(tool.name);
      this.#skeletons.add(skeleton);
      if (this.all.length < MOST_TOOLS)
        this.all.push({ tool, skeleton, at: keptPlace(message.place(memberOf(node, 'name') ?? node)) });
    }
    const next = memberOf(message.member('result'), 'nextCursor');
    this.isWhole = next?.kind !== 'string';
    this.version++;
  }
}

/** Worked out now, so that the message it stands in can go. */
function keptPlace({ evidence, field, item, matched, asked }: Place): Place {
  return { evidence, field, item, matched, asked };
}
