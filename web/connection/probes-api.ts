import type { ProbeCard, ProbePlan, ProbeRequest, ProbeRun } from '../../protocol/probe.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Method } from './ask.ts';

type Ask = <T>(method: Method, path: string, body?: unknown, signal?: AbortSignal) => Promise<Outcome<T>>;

/** What the page may ask about checks that act. Only `start` has anything sent to a server. */
export class ProbesApi {
  #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  cards(): Promise<Outcome<ProbeCard[]>> {
    return this.#ask('GET', 'probes');
  }
  /** Everything that a run would start and send. */
  plan(request: ProbeRequest, signal?: AbortSignal): Promise<Outcome<ProbePlan>> {
    return this.#ask('POST', 'probes/plan', request, signal);
  }
  start(request: ProbeRequest, confirmation: string): Promise<Outcome<ProbeRun>> {
    return this.#ask('POST', 'probes/runs', { request, confirmation });
  }
  /** Newest first. */
  runs(): Promise<Outcome<ProbeRun[]>> {
    return this.#ask('GET', 'probes/runs');
  }
  run(id: string, signal?: AbortSignal): Promise<Outcome<ProbeRun>> {
    return this.#ask('GET', `probes/runs/${encodeURIComponent(id)}`, undefined, signal);
  }
  stop(id: string): Promise<Outcome<ProbeRun>> {
    return this.#ask('POST', `probes/runs/${encodeURIComponent(id)}/stop`);
  }
  remove(id: string): Promise<Outcome<Record<string, never>>> {
    return this.#ask('DELETE', `probes/runs/${encodeURIComponent(id)}`);
  }
}
