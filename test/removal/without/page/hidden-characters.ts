import type { Piece } from '../../../../web/body/hidden.ts';

export * from '../../../../web/body/hidden.ts';

/** Drawn as it stands, also what nobody can see. */
export const splitHidden = (text: string): Piece[] => (text === '' ? [] : [{ kind: 'text', text }]);
