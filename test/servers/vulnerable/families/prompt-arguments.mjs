// CWE-74: an argument of a prompt becomes more than the text it should be.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { within } from '../within.mjs';

const said = (role, text) => ({ role, content: { type: 'text', text } });

function embedded(path, text) {
  const resource = { uri: `notes://${path}`, mimeType: 'text/plain', text };
  return {
    messages: [said('user', 'Sum this up.'), { role: 'user', content: { type: 'resource', resource } }],
  };
}

/** A conversation written down, back as messages. */
function fromTranscript(transcript) {
  const messages = [];
  for (const [, who, words] of transcript.matchAll(
    /^(user|assistant):(.*(?:\n(?!user:|assistant:).*)*)/gim,
  )) {
    messages.push(said(who.toLowerCase(), words.trim()));
  }
  return { messages };
}

export const sinks = [
  {
    id: 'prompt-embeds',
    strategy: 'path-traversal',
    usual: { document: 'notes/readme.txt' },
    prompt: {
      name: 'sum_up',
      description: 'Sums a document up',
      arguments: [{ name: 'document', description: 'Path of the document', required: true }],
    },
    run: async ({ document }, { root }) => embedded(document, await readFile(join(root, document), 'utf8')),
    fixed: async ({ document }, { root }) =>
      embedded(document, await readFile(await within(root, document), 'utf8')),
  },
  {
    // Messages are kept as text and filled in; line ends and backslashes are looked after.
    id: 'prompt-json',
    strategy: 'prompt-arguments',
    usual: { language: 'go', code: 'x := 1' },
    prompt: {
      name: 'review',
      description: 'Reviews some code',
      arguments: [
        { name: 'language', description: 'Which language it is in', required: false },
        { name: 'code', description: 'What is to be reviewed', required: true },
      ],
    },
    run({ language = 'any', code }) {
      const safe = code.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
      return {
        description: `Review of ${language}`,
        messages: JSON.parse(`[{"role":"user","content":{"type":"text","text":"Review this: ${safe}"}}]`),
      };
    },
    fixed: ({ language = 'any', code }) => ({
      description: `Review of ${language}`,
      messages: [said('user', `Review this: ${code}`)],
    }),
  },
  {
    // Takes the words out that it is split at, but only as they are usually written.
    id: 'prompt-transcript',
    strategy: 'prompt-arguments',
    usual: { x: 'hello' },
    prompt: { name: 'go_on', arguments: [{ name: 'x', required: true }] },
    run: ({ x }) =>
      fromTranscript(
        `User: ${x.replaceAll('Assistant:', '').replaceAll('User:', '')}\nAssistant: I will look at that.`,
      ),
    fixed: ({ x }) => ({ messages: [said('user', x), said('assistant', 'I will look at that.')] }),
  },
  {
    // A file with an element for each message; what looks like a tag of a script is taken out.
    id: 'prompt-elements',
    strategy: 'prompt-arguments',
    usual: { tone: 'dry', question: 'why?' },
    prompt: {
      name: 'answer_in_tone',
      description: 'Answers in a tone of voice',
      arguments: [
        { name: 'tone', description: 'How it should sound', required: true },
        { name: 'question', required: true },
      ],
    },
    run({ tone, question }) {
      const file = `<message role="user">Be ${tone}. ${question}</message>`.replace(/<\/?script[^>]*>/gi, '');
      const found = file.matchAll(/<message role="(user|assistant)">([^]*?)<\/message>/g);
      return { messages: [...found].map(([, role, text]) => said(role, text)) };
    },
    fixed: ({ tone, question }) => ({ messages: [said('user', `Be ${tone}. ${question}`)] }),
  },
  {
    // As models are trained to read it: a heading for what is asked, and one for what is answered.
    id: 'prompt-headings',
    strategy: 'prompt-arguments',
    usual: { topic: 'plants' },
    prompt: { name: 'essay', arguments: [{ name: 'topic', description: 'What about', required: true }] },
    run({ topic }) {
      const file = `### Instruction:\nWrite about ${topic}\n### Response:\nOf course.`;
      const parts = file.split(/^### (Instruction|Response):$/m).slice(1);
      const messages = [];
      for (let at = 0; at < parts.length; at += 2)
        messages.push(said(parts[at] === 'Response' ? 'assistant' : 'user', parts[at + 1].trim()));
      return { messages };
    },
    fixed: ({ topic }) => ({
      messages: [said('user', `Write about ${topic}`.trim()), said('assistant', 'Of course.')],
    }),
  },
  {
    // Messages written as another language writes them, and read as JSON after their quotes were exchanged.
    id: 'prompt-quotes',
    strategy: 'prompt-arguments',
    isUnseen: true,
    usual: { mood: 'glad' },
    prompt: { name: 'poem', arguments: [{ name: 'mood', required: true }] },
    run({ mood }) {
      const written = `[{'role': 'system', 'content': 'You write poems'}, {'role': 'user', 'content': 'A ${mood} one'}]`;
      const messages = JSON.parse(written.replaceAll("'", '"'));
      return { messages: messages.slice(1).map(({ role, content }) => said(role, content)) };
    },
    fixed: ({ mood }) => ({ messages: [said('user', `A ${mood} one`)] }),
  },
];
