import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiAnswer } from './api/answer.js';
import { hasOperation } from './api/api.js';
import { ConnectionLost, type Api, type ApiRequest } from './api/request.js';
import { checkFields, duration, oneOf, type RulesFor, wholeNumber } from './check-fields.js';

/** Which requests a fault is for: a kind of them, or one operation as the OpenAPI document has it, with its path as it is sent. */
export type FaultPoint =
  'poll' | 'update' | 'extendLease' | 'start' | 'any' | `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`;

/**
 * What goes wrong with a request.
 *
 *   loseRequest      it never arrives; whoever sent it sees a broken connection
 *   loseResponse     it is carried out, and the answer is lost: the connection breaks
 *   delay            it arrives `ms` later, by the machine's clock
 *   serverError      it is answered with `status` (default 503) in place of being carried out
 *   tooManyRequests  it is answered with 429, and `retryAfterSeconds` where that is given
 *   duplicate        it is carried out twice, as by a proxy that repeats it; the second answer comes back
 *   restart          the server restarts: this request and all that are under way lose their connections; what is stored stays
 */
export type FaultKind = FaultOptions['do'];

/** A fault to be played. */
export type FaultOptions = PlainFault | DelayFault | ServerErrorFault | TooManyRequestsFault;

/** What all faults have. */
export interface AnyFault {
  readonly on: FaultPoint;
  /** The first request that it happens to, counted from now on among those of `on`. Default 1. */
  readonly nth?: number;
  /** How many in a row. Default 1; `Infinity` until it is taken back. */
  readonly times?: number;
}

/** One of which nothing more is to be said. */
export interface PlainFault extends AnyFault {
  readonly do: 'loseRequest' | 'loseResponse' | 'duplicate' | 'restart';
}

export interface DelayFault extends AnyFault {
  readonly do: 'delay';
  /** In milliseconds. Default 100. */
  readonly ms?: number;
}

export interface ServerErrorFault extends AnyFault {
  readonly do: 'serverError';
  /** 500 to 599. Default 503. */
  readonly status?: number;
}

export interface TooManyRequestsFault extends AnyFault {
  readonly do: 'tooManyRequests';
  /** Whole seconds for the `Retry-After` header. Default: there is none. */
  readonly retryAfterSeconds?: number;
}

/** A fault that was ordered. */
export interface PlayedFault {
  /** How many requests it has happened to. */
  readonly count: number;
  /** Takes it back. */
  remove(): void;
}

const POINTS: readonly string[] = ['poll', 'update', 'extendLease', 'start', 'any'];

const OPTIONS: RulesFor<FaultOptions> = {
  on: {
    expected: `one of ${POINTS.join(', ')}, or an operation with its path as it is sent, as in 'GET /api/tasks/17'`,
    accepts: (value) => typeof value === 'string' && (POINTS.includes(value) || isOperation(value)),
    isRequired: true,
  },
  do: {
    ...oneOf('loseRequest', 'loseResponse', 'delay', 'serverError', 'tooManyRequests', 'duplicate', 'restart'),
    isRequired: true,
  },
  nth: wholeNumber(1),
  times: wholeNumber(1, { orInfinity: true }),
  ms: duration,
  status: wholeNumber(500, { most: 599 }),
  retryAfterSeconds: wholeNumber(0),
};
/** Which kind an option is for. */
const KIND_OF: Readonly<Record<string, FaultKind>> = {
  ms: 'delay',
  status: 'serverError',
  retryAfterSeconds: 'tooManyRequests',
};

function isOperation(point: string): boolean {
  const [method = '', path = '', ...more] = point.split(' ');
  return more.length === 0 && !path.includes('?') && hasOperation(method, path);
}

/** @throws TypeError that names the option */
function checkFault(options: FaultOptions): void {
  checkFields('fault', options, OPTIONS);
  for (const [name, value] of Object.entries(options)) {
    const kind = KIND_OF[name];
    if (kind !== undefined && value !== undefined && kind !== options.do) {
      throw new TypeError(`fault: ${name} is for ${kind}, not for ${options.do}`);
    }
  }
}

/** An API over a bad network, when that is asked for. */
export class FaultyApi implements Api {
  readonly #api: Api;
  readonly #faults: Fault[] = [];
  /** Cut the connections of what is under way. */
  readonly #underWay = new Set<() => void>();
  readonly #onLost: (request: ApiRequest, answer: ApiAnswer) => void;
  #delayed = 0;

  /** @param onLost told of answers that were given and never arrive */
  constructor(api: Api, onLost: (request: ApiRequest, answer: ApiAnswer) => void) {
    this.#api = api;
    this.#onLost = onLost;
  }

  /** How many requests are held up. */
  get delayed(): number {
    return this.#delayed;
  }

  /** @throws TypeError for a fault that makes no sense */
  add(options: FaultOptions): PlayedFault {
    const fault = new Fault(options, () => {
      const at = this.#faults.indexOf(fault);
      if (at >= 0) this.#faults.splice(at, 1);
    });
    this.#faults.push(fault);
    return fault;
  }

  /** Cuts every connection. */
  restart(): void {
    for (const cut of [...this.#underWay]) cut();
  }

  handle(request: ApiRequest): ApiAnswer | Promise<ApiAnswer> {
    // Each of them counts the request, also one that another has answered.
    let due: Fault | undefined;
    for (const fault of this.#faults) if (fault.counts(request)) due ??= fault;
    if (due === undefined) return this.#cuttable(request, this.#api.handle(request));
    due.count += 1;
    return this.#cuttable(request, this.#play(due.options, request));
  }

  #play(options: FaultOptions, request: ApiRequest): ApiAnswer | Promise<ApiAnswer> {
    switch (options.do) {
      case 'loseRequest':
        throw new ConnectionLost('the request was lost');
      case 'loseResponse':
        return this.#lose(request, this.#api.handle(request));
      case 'delay':
        return this.#delay(options.ms ?? 100, request);
      case 'serverError':
        return refusal(options.status ?? 503, 'a fault was asked for');
      case 'tooManyRequests': {
        const { retryAfterSeconds } = options;
        const answer = refusal(429, 'too many requests');
        return retryAfterSeconds === undefined
          ? answer
          : { ...answer, headers: { 'retry-after': String(retryAfterSeconds) } };
      }
      case 'duplicate':
        return this.#twice(request);
      case 'restart':
        this.restart();
        throw new ConnectionLost('the server restarts');
    }
  }

  async #lose(request: ApiRequest, answer: ApiAnswer | Promise<ApiAnswer>): Promise<ApiAnswer> {
    this.#onLost(request, await answer);
    throw new ConnectionLost('the answer was lost');
  }

  async #delay(ms: number, request: ApiRequest): Promise<ApiAnswer> {
    this.#delayed += 1;
    try {
      await sleep(ms);
    } finally {
      this.#delayed -= 1;
    }
    return this.#api.handle(request);
  }

  async #twice(request: ApiRequest): Promise<ApiAnswer> {
    this.#onLost(request, await this.#api.handle(request));
    return this.#api.handle(request);
  }

  #cuttable(request: ApiRequest, answer: ApiAnswer | Promise<ApiAnswer>): ApiAnswer | Promise<ApiAnswer> {
    if (!(answer instanceof Promise)) return answer;
    return new Promise((resolve, reject) => {
      const cut = (): void => {
        this.#underWay.delete(cut);
        reject(new ConnectionLost('the server restarts'));
      };
      this.#underWay.add(cut);
      answer.then(
        (given) => {
          const isCut = !this.#underWay.delete(cut);
          if (isCut || request.signal?.aborted === true) this.#onLost(request, given);
          resolve(given);
        },
        (error: unknown) => {
          this.#underWay.delete(cut);
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
  }
}

class Fault implements PlayedFault {
  readonly options: FaultOptions;
  readonly remove: () => void;
  count = 0;
  #seen = 0;
  readonly #from: number;
  readonly #until: number;

  constructor(options: FaultOptions, remove: () => void) {
    checkFault(options);
    const { nth = 1, times = 1 } = options;
    this.options = options;
    this.remove = remove;
    this.#from = nth;
    this.#until = nth + times;
  }

  /** Counts the request if it is of those that are meant; whether the fault happens to it. */
  counts(request: ApiRequest): boolean {
    if (!isMeant(this.options.on, request)) return false;
    this.#seen += 1;
    return this.#seen >= this.#from && this.#seen < this.#until;
  }
}

function isMeant(on: FaultPoint, { method, path, body }: ApiRequest): boolean {
  switch (on) {
    case 'any':
      return true;
    case 'poll':
      return method === 'GET' && path.startsWith('/api/tasks/poll/');
    case 'update':
      return isReport(method, path) && !isExtension(body);
    case 'extendLease':
      return isReport(method, path) && isExtension(body);
    case 'start':
      return method === 'POST' && /^\/api\/workflow(\/[^/]+|\/execute\/[^/]+\/[^/]+)?$/.test(path);
    default:
      return on === `${method} ${path}`;
  }
}

function isReport(method: string, path: string): boolean {
  return method === 'POST' && (path === '/api/tasks' || path === '/api/tasks/update-v2');
}

function isExtension(body: string): boolean {
  return /"extendLease"\s*:\s*true/.test(body);
}

function refusal(status: number, message: string): ApiAnswer {
  const body = JSON.stringify({ status, message, instance: 'in-process', retryable: false });
  return { status, contentType: 'application/json', body };
}
