// Shows one face when it is looked at first and another one later, or elsewhere, or to others: one scenario a
// file in scenarios/, what has to be found of each in scenarios.ts.
//   --scenario NAME   which
//   --honest          its twin, which differs only in not cheating
//   --turned          shows the other face at once (the twin has none)
//   --era ERA         handshake, modern or both (both)
//   --state FILE      counts connections and calls in FILE, over processes; without it since this one began
//   --after N         turns from the Nth connection or call on, instead of the scenario's own number
//   --from DATE       the date of from-a-date (2030-01-01)
//   --http PORT       over HTTP instead of stdio; 0: a free port; the URL is printed
import { serveBoth } from '../modern.mjs';
import { readArguments } from './arguments.mjs';
import { Counts } from './counts.mjs';
import { Faces } from './faces.mjs';
import { Speaker } from './speaker.mjs';

const asked = await readArguments();
const counts = new Counts(asked.state);
const speaker = new Speaker({ faces: new Faces(asked), counts, ...asked });

await serveBoth((message, _, channel) => speaker.take(message, channel), asked.port);
