import type { QuestionKind } from '../answering.ts';
import { answerText, type HostileAnswer, type HostileMessage, plainMessage } from './hostile-answer.ts';
import type { AskedQuestion } from './question.ts';
import { WRONG_ENVELOPES } from './wrong-envelopes.ts';
import { WRONG_FORMS } from './wrong-forms.ts';
import { WRONG_ROOTS } from './wrong-roots.ts';
import { WRONG_SAMPLES } from './wrong-samples.ts';
import { WRONG_SHAPES } from './wrong-shapes.ts';

/** Every answer no honest client gives, in the order of the menu. A new one is one entry of one list. */
export const HOSTILE_ANSWERS: readonly HostileAnswer[] = [
  ...WRONG_SAMPLES,
  ...WRONG_FORMS,
  ...WRONG_ROOTS,
  ...WRONG_SHAPES,
  ...WRONG_ENVELOPES,
];

export function hostileAnswer(id: string): HostileAnswer | undefined {
  return HOSTILE_ANSWERS.find((one) => one.id === id);
}

/** `part`: it goes into `inputResponses`, where only results can stand. */
export function hostileFor(kind: QuestionKind, where: 'request' | 'part'): HostileAnswer[] {
  return HOSTILE_ANSWERS.filter(
    (one) => one.for.includes(kind) && (where === 'request' || one.of === 'result'),
  );
}

/** What is sent to answer a request of the server's so. */
export function messagesOf(answer: HostileAnswer, question: AskedQuestion): HostileMessage[] {
  return answer.of === 'messages'
    ? answer.messages(question)
    : [plainMessage(answerText(question.rpcId, answer.result(question)))];
}
