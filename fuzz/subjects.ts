import type { FuzzRequest } from '../protocol/fuzz.ts';
import type { JsonDocument, JsonNode } from '../protocol/json/document.ts';
import { formatPointer } from '../protocol/json/pointer.ts';
import { readJson } from '../protocol/json/read.ts';
import { memberOf, stringOf } from '../protocol/json/value.ts';
import { expandUriTemplate, parseUriTemplate, type TemplateValue } from '../protocol/mcp/uri-template.ts';
import { valuesFromUri } from '../protocol/mcp/uri-template-values.ts';
import { wordsOf, type ToolWords } from './affinity.ts';
import { hintsOf, whyDestructive } from './destructive.ts';
import { templateNames, templateValues } from './place.ts';
import { message, protocolSubject } from './protocol-subject.ts';
import { seedFor, type SeedInput } from './seeds/seed-value.ts';
import { withSteps } from './steps.ts';
import type { Position, Subject } from './strategy.ts';
import { toolSubjects } from './tool-subjects.ts';

/** One entry of a list of the server, as JSON text. */
export interface OfferedItem {
  section: 'tools' | 'prompts' | 'templates' | 'resources';
  name: string;
  text: string;
}

export interface SubjectsInput extends SeedInput {
  /** Capability tags of a tool, as known elsewhere. */
  tagsOf(name: string): readonly string[];
  /** Arguments last sent to it, JSON text. */
  rememberedFor?(section: OfferedItem['section'], name: string): string | undefined;
  only?: FuzzRequest['only'];
  allowDestructive: readonly string[];
  /** The server says that it completes arguments. */
  completes?: boolean;
}

export interface ReadSubjects {
  subjects: Subject[];
  skipped: { what: string; why: string }[];
}

const MOST = {
  subjects: 500,
  positions: 5000,
  resources: 8,
  addresses: 200,
  item: 2_000_000,
  arguments: 40,
  description: 4000,
  skipped: 500,
};
const KIND_OF = { tools: 'tool', prompts: 'prompt', templates: 'template', resources: 'resource' } as const;

/** What a server offers, as valid calls with the places where each can be changed. */
export function subjectsOf(offered: readonly OfferedItem[], input: SubjectsInput): ReadSubjects {
  const reader = new Reader(input, offered);
  for (const item of offered) reader.read(item);
  const subjects = reader.withOthers(withSteps(reader.subjects));
  if (input.only === undefined)
    subjects.push(protocolSubject(offered.some(({ section }) => section === 'tools')));
  return { subjects, skipped: reader.skipped };
}

class Reader {
  readonly subjects: Subject[] = [];
  readonly skipped: { what: string; why: string }[] = [];
  #input: SubjectsInput;
  /** URIs of what is listed: some are made of a template. */
  #addresses: readonly string[];
  /** Tools once more, with other kinds of objects in their messages, by the name of the tool. */
  #others = new Map<string, Subject[]>();
  #names = new Set<string>();
  #origins = new Map<string, number>();

  constructor(input: SubjectsInput, offered: readonly OfferedItem[]) {
    this.#input = input;
    this.#addresses = offered.filter(({ section }) => section === 'resources').map(({ name }) => name);
  }

  /** Around another kind of object the same is called. */
  withOthers(subjects: readonly Subject[]): Subject[] {
    return subjects.flatMap((subject) => {
      const { before = [], after = [] } = subject;
      const others = this.#others.get(subject.name) ?? [];
      return subject.kind === 'tool'
        ? [subject, ...others.map((one) => ({ ...one, before, after }))]
        : [subject];
    });
  }

  read(item: OfferedItem): void {
    const { section, name } = item;
    const { only } = this.#input;
    const kind = KIND_OF[section];
    if (only !== undefined && !only.some((one) => one.kind === kind && one.name === name)) return;
    if (this.#names.has(`${section} ${name}`))
      return this.#skip(name, 'It is offered twice; the first is tried.');
    this.#names.add(`${section} ${name}`);
    if (this.subjects.length >= MOST.subjects)
      return this.#skip(name, `More than ${MOST.subjects} things are offered; the first are tried.`);
    if (this.subjects.reduce((sum, { positions }) => sum + positions.length, 0) >= MOST.positions)
      return this.#skip(name, `More than ${MOST.positions} parameters are offered; the first are tried.`);
    if (item.text.length > MOST.item) return this.#skip(name, 'Its definition is longer than is read.');
    const document = readJson(item.text);
    if (document.root?.kind !== 'object') return this.#skip(name, 'Its definition is no object.');
    switch (section) {
      case 'tools':
        return this.#tool(item, document, document.root);
      case 'prompts':
        return this.#prompt(item, document, document.root);
      case 'templates':
        return this.#template(item, document, document.root);
      case 'resources':
        return this.#resource(item, document, document.root);
    }
  }

  #tool({ name }: OfferedItem, document: JsonDocument, root: JsonNode): void {
    const hints = hintsOf(memberOf(root, 'annotations'));
    const words = this.#words(name, document, root);
    const { subject, others, cut } = toolSubjects(
      document,
      root,
      { ...words, isReadOnly: hints.readOnly === true },
      { ...this.#input, ...this.#remembered('tools', name) },
    );
    for (const why of cut) this.#skip(`a part of ${name}`, why);
    const why = whyDestructive(subject, hints, this.#input.world !== undefined);
    if (why !== undefined && !this.#input.allowDestructive.includes(name))
      return this.#skip(name, `It is not called unless it is allowed by name. ${why}`);
    this.subjects.push(subject);
    this.#others.set(name, others);
  }

  #prompt({ name }: OfferedItem, document: JsonDocument, root: JsonNode): void {
    const words = this.#words(name, document, root);
    const list = memberOf(root, 'arguments');
    const given = list?.kind === 'array' ? list.items : [];
    if (given.length > MOST.arguments)
      this.#skip(`a part of ${name}`, `Of ${given.length} arguments the first ${MOST.arguments} are tried.`);
    const positions: Position[] = [];
    for (const one of given.slice(0, MOST.arguments)) {
      const argument = stringOf(document, memberOf(one, 'name'));
      const at = argument === undefined ? '' : formatPointer([argument]);
      if (at === '' || positions.some((known) => known.at === at)) continue;
      const description = stringOf(document, memberOf(one, 'description')) ?? '';
      const isRequired = memberOf(one, 'required')?.kind === 'true';
      positions.push(this.#textPosition(at, description, isRequired, words));
    }
    const isForgotten = !positions.some(({ isRequired }) => isRequired);
    const sent = positions.filter(({ isRequired }) => isRequired || isForgotten);
    const subject: Subject = {
      kind: 'prompt',
      ...words,
      isReadOnly: true,
      method: 'prompts/get',
      text: message('prompts/get', `{"name":${JSON.stringify(name)},"arguments":${objectOf(sent)}}`),
      inputsAt: '/params/arguments',
      positions,
    };
    this.subjects.push(subject);
    this.#completion(subject, `{"type":"ref/prompt","name":${JSON.stringify(name)}}`);
  }

  #template({ name }: OfferedItem, document: JsonDocument, root: JsonNode): void {
    const template = stringOf(document, memberOf(root, 'uriTemplate')) ?? name;
    const words = this.#words(name, document, root);
    const known = this.#valuesFor(template);
    const variables = templateNames(template).map((one) => {
      const position = this.#textPosition(formatPointer([one]), 'Relative.', true, words);
      const value = known?.get(one);
      return value?.kind === 'text'
        ? { ...position, seed: JSON.stringify(value.text), from: 'learned' }
        : position;
    });
    const uri = expandUriTemplate(parseUriTemplate(template), templateValues({ positions: variables }));
    const seed = JSON.stringify(uri);
    const subject: Subject = {
      kind: 'template',
      ...words,
      isReadOnly: true,
      method: 'resources/read',
      text: message('resources/read', `{"uri":${seed}}`),
      inputsAt: '/params/uri',
      positions: [...variables, wholeAddress('', seed)],
      template,
    };
    this.subjects.push(subject);
    this.#completion(subject, `{"type":"ref/resource","uri":${JSON.stringify(template)}}`);
  }

  /** What a listed resource of this template is made of. */
  #valuesFor(template: string): Map<string, TemplateValue> | undefined {
    const parsed = parseUriTemplate(template);
    for (const uri of this.#addresses.slice(0, MOST.addresses)) {
      const values = valuesFromUri(parsed, uri);
      if (values !== undefined) return values;
    }
    return undefined;
  }

  /** Resources of one place are read by the same code. */
  #resource({ name }: OfferedItem, document: JsonDocument, root: JsonNode): void {
    const uri = stringOf(document, memberOf(root, 'uri')) ?? name;
    const origin = /^[^:]*:(?:\/\/[^/]*)?/.exec(uri)?.[0] ?? '';
    const count = (this.#origins.get(origin) ?? 0) + 1;
    this.#origins.set(origin, count);
    if (count > 1 || this.#origins.size > MOST.resources) {
      if (count === 2) this.#skip(name, 'It and its like are read as the first resource of that place is.');
      else if (count === 1)
        this.#skip(name, `Of many kinds of resources the first ${MOST.resources} are tried.`);
      return;
    }
    const seed = JSON.stringify(uri);
    this.subjects.push({
      kind: 'resource',
      ...this.#words(name, document, root),
      isReadOnly: true,
      method: 'resources/read',
      text: message('resources/read', `{"uri":${seed}}`),
      inputsAt: '/params',
      positions: [wholeAddress('/uri', seed)],
    });
  }

  /** The same arguments asked for while they are typed: other code, often without the checks of the call itself. */
  #completion(of: Subject, ref: string): void {
    if (this.#input.completes !== true) return;
    const { template: _, ...plain } = of;
    for (const position of of.positions.filter(({ at }) => at !== '')) {
      const argument = JSON.stringify(argumentName(position));
      this.subjects.push({
        ...plain,
        name: `completion of ${argumentName(position)} in ${of.name}`,
        method: 'completion/complete',
        text: message(
          'completion/complete',
          `{"ref":${ref},"argument":{"name":${argument},"value":${position.seed}}}`,
        ),
        inputsAt: '/params/argument',
        positions: [{ ...position, at: '/value' }],
      });
    }
  }

  #textPosition(at: string, description: string, isRequired: boolean, subject: ToolWords): Position {
    const position: Position = {
      at,
      words: wordsOf(at),
      description: description.slice(0, 2000),
      types: ['string'],
      isRequired,
      seed: '""',
    };
    const seed = seedFor(
      position,
      subject,
      { examples: [], fallback: undefined, remembered: undefined },
      this.#input,
    );
    const learned = seed.learned.length > 0 ? { learned: seed.learned } : {};
    return { ...position, seed: seed.text, from: seed.from, ...learned };
  }

  #words(name: string, document: JsonDocument, root: JsonNode): ToolWords {
    const described = stringOf(document, memberOf(root, 'description')) ?? '';
    const title = stringOf(document, memberOf(root, 'title'));
    const description = (described === '' ? (title ?? '') : described).slice(0, MOST.description);
    return { name, description, tags: this.#input.tagsOf(name) };
  }

  #remembered(section: OfferedItem['section'], name: string): { remembered?: string } {
    const remembered = this.#input.rememberedFor?.(section, name);
    return remembered === undefined ? {} : { remembered };
  }

  #skip(what: string, why: string): void {
    if (this.skipped.length < MOST.skipped) this.skipped.push({ what, why });
  }
}

function argumentName({ at }: Position): string {
  return at.slice(1).replaceAll('~1', '/').replaceAll('~0', '~');
}

function wholeAddress(at: string, seed: string): Position {
  return {
    at,
    words: 'uri',
    description: '',
    types: ['string'],
    format: 'uri',
    isRequired: true,
    seed,
    from: 'offered',
  };
}

function objectOf(positions: readonly Position[]): string {
  return `{${positions.map((one) => `${JSON.stringify(argumentName(one))}:${one.seed}`).join(',')}}`;
}
