import {
  FLOW_TAGS,
  type FlowCorrection,
  type FlowTag,
  type FlowTagName,
  type FlowTool,
} from '../../protocol/flows.ts';

/** A decision as it is kept, under the tool it is about. */
export interface KeptCorrection extends FlowCorrection {
  readonly tag: FlowTagName;
}

type Read = Pick<FlowTool, 'definition'> & { readonly tags: readonly FlowTag[] };

/**
 * What counts after a person has spoken. `kept` are all decisions about tools of this name: those for another
 * definition change nothing and are told apart, until one is made for this definition.
 */
export function withCorrections(
  { tags, definition }: Read,
  kept: readonly KeptCorrection[],
): Pick<FlowTool, 'tags' | 'earlier'> {
  const now = new Map<FlowTagName, FlowCorrection>();
  for (const { tag, ...correction } of kept)
    if (correction.definition === definition) now.set(tag, correction);
  const decided = FLOW_TAGS.flatMap((tag): FlowTag[] => {
    const read = tags.find((one) => one.tag === tag);
    const correction = now.get(tag);
    if (correction === undefined) return read === undefined ? [] : [read];
    if (correction.says === 'also')
      return [{ tag, strength: 'firm', counts: true, words: read?.words ?? [], correction }];
    return [{ ...(read ?? { tag, strength: 'weak', words: [] }), counts: false, correction }];
  });
  const earlier = kept.filter(({ tag, definition: of }) => of !== definition && !now.has(tag));
  return { tags: decided, earlier: earlier.map((one) => ({ ...one })) };
}
