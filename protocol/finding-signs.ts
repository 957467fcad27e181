import type { Finding } from './finding.ts';

/** One sign of a finding: what it says, in our words, and which places of the finding show it, the whole of it first. */
export interface SignPlaces {
  id: string;
  says: string;
  places: number[];
}

/** The signs a finding is made of, strongest first. */
export function signsOf({ evidence }: Pick<Finding, 'evidence'>): SignPlaces[] {
  const signs = new Map<string, SignPlaces>();
  for (const [place, { sign }] of evidence.entries()) {
    if (sign === undefined) continue;
    const known = signs.get(sign.id);
    if (known === undefined) signs.set(sign.id, { ...sign, places: [place] });
    else known.places.push(place);
  }
  return [...signs.values()];
}

/** What a text sounds like leans on the other signs; it is not independent of them. */
const WORDING = 'wording';
const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** Why a finding is as sure as it is: "three independent signs". */
export function sureWords(finding: Pick<Finding, 'evidence' | 'confidence'>): string {
  const signs = signsOf(finding);
  const count = signs.filter(({ id }) => id !== WORDING).length;
  const isWorded = count < signs.length;
  if (count === 0 && isWorded) return 'its wording alone, worth a look';
  if (count === 1) return isWorded ? 'one sign, and its wording' : 'one sign alone, worth a look';
  if (count > 1) return `${NUMBERS[count] ?? count} independent signs${isWorded ? ', and its wording' : ''}`;
  switch (finding.confidence) {
    case 'certain':
      return 'by structure';
    case 'firm':
      return 'several independent signs';
    case 'tentative':
      return 'worth a look';
  }
}
