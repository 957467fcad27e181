import { looksLike, seedText, takesText } from '../affinity.ts';
import { withValue, without } from '../changed-text.ts';
import { parsePointer } from '../../protocol/json/pointer.ts';
import type { Made, Making, Payload, Position, Strategy, Subject } from '../strategy.ts';
import { WorldPaths } from '../world-paths.ts';

/** The call without an id, other values in some of its places. */
function asNotice(subject: Subject, values: readonly { at: string; json: string }[]): string {
  return values.reduce(
    (text, { at, json }) => {
      const way = parsePointer(subject.inputsAt + at);
      return way === undefined ? text : withValue(text, way, json);
    },
    without(subject.text, ['id']),
  );
}

const mostLike = (subject: Subject, kind: 'path' | 'url'): Position | undefined =>
  subject.positions
    .filter((one) => takesText(one) && one.pattern === undefined)
    .map((position) => ({ position, fits: looksLike(position, kind, subject) }))
    .filter(({ fits }) => fits >= 0.5)
    .sort((one, other) => other.fits - one.fits)[0]?.position;

/** Nothing answers to a notification: what it did has to show elsewhere. */
const silent = (message: string, expects: Made['expects']): Made => ({ message, isAnswered: true, expects });

function file(subject: Subject, position: Position): Payload {
  return {
    id: 'file',
    isCore: true,
    make({ world, token }: Making) {
      if (world === undefined) return undefined;
      const paths = new WorldPaths(world);
      // As its valid value is: absolute, or below the root.
      const given = seedText(position) ?? '';
      const isAbsolute = given.startsWith('/') || /^[A-Za-z]:\\/.test(given);
      const path = paths.join(world.root, `${token}.txt`);
      const json = JSON.stringify(isAbsolute ? path : `${token}.txt`);
      return silent(asNotice(subject, [{ at: position.at, json }]), [{ kind: 'file', path }]);
    },
  };
}

function asks(subject: Subject, position: Position): Payload {
  return {
    id: 'request',
    isCore: true,
    make({ listener, token }) {
      if (listener === undefined) return undefined;
      const json = JSON.stringify(`http://${listener.host}:${listener.port}/${token}`);
      return silent(asNotice(subject, [{ at: position.at, json }]), [{ kind: 'listener' }]);
    },
  };
}

/** Stored now, shown by a later call. */
function stored(subject: Subject): Payload[] {
  const texts = subject.positions.filter(
    (one) =>
      takesText(one) &&
      one.pattern === undefined &&
      one.format === undefined &&
      (one.maxLength ?? 16) >= 16 &&
      looksLike(one, 'path') < 0.5,
  );
  if ((subject.after ?? []).length === 0 || texts.length === 0) return [];
  return [
    {
      id: 'stored',
      isCore: true,
      make({ token }) {
        const json = JSON.stringify(token);
        const message = asNotice(
          subject,
          texts.map(({ at }) => ({ at, json })),
        );
        return silent(message, [{ kind: 'spreads', value: token }]);
      },
    },
  ];
}

export const notificationExecution: Strategy = {
  meta: {
    id: 'notification-execution',
    title: 'Calls without an answer',
    about:
      'A call sent as a notification: found where it was carried out all the same, and nobody hears of it.',
    cwe: 'CWE-778',
    optIn: false,
    severity: 'low',
    finding: 'Carries out calls that ask for no answer',
    fix: 'Take calls as requests only: without an id a call is to be passed over. What is carried out has to be answered, or nobody can log or stop it.',
  },
  of: 'message',
  fits: ({ kind }) => (kind === 'tool' ? 0.6 : 0),
  payloads(subject) {
    const [path, url] = [mostLike(subject, 'path'), mostLike(subject, 'url')];
    return [
      ...(path === undefined || subject.isReadOnly ? [] : [file(subject, path)]),
      ...(url === undefined ? [] : [asks(subject, url)]),
      ...stored(subject),
    ];
  },
};
