// Loaded into a Node process before its own code: its clock is ahead by as many ms as the address of this file says.
// Imports nothing, so that nothing is there that a program would not have otherwise.

const ahead = Number(new URL(import.meta.url).searchParams.get('ahead'));
const RealDate = Date;
const now = (): number => RealDate.now() + ahead;

const shifted = new Proxy(RealDate, {
  construct: (target, args: unknown[], asked): object =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, asked) as object,
  apply: () => new RealDate(now()).toString(),
  get: (target, name, receiver): unknown =>
    name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown),
});
RealDate.prototype.constructor = shifted;
globalThis.Date = shifted;

const { timeOrigin } = performance;
Object.defineProperty(performance, 'timeOrigin', { value: timeOrigin + ahead, configurable: true });
