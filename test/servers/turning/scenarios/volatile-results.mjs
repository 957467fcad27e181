// Answers with the time and a count, as many honest servers do; its lists never change.
import { text } from '../../stdio.mjs';

export const scenario = {
  turns: () => true,
  turn(face, { calls }) {
    const answered = new Date().toISOString();
    face.results.convert_length = {
      ...text(`1 ft is 30.48 cm (call ${calls}, ${answered})`),
      structuredContent: { value: 30.48, call: calls, answered },
    };
  },
};
