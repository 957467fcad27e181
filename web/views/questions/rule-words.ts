import type { Answering, RuleSubject } from '../../../protocol/answering.ts';

export const SUBJECT_WORDS: Record<RuleSubject, string> = {
  sampling: 'Sampling',
  form: 'A form',
  url: 'An address to open',
  roots: 'Roots',
  input_required: 'A whole input_required',
};

export const DOES_WORDS: Record<Answering['kind'], string> = {
  hold: 'is held for me',
  decline: 'is declined',
  canned: 'gets this answer',
  hostile: 'gets a hostile answer',
};
