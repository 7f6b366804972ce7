import { repeatabilityOf, laneOf, timeoutRuleOf, answerKindOf } from './route-rules.js';
import type { Repeatability, TimeoutRule } from './route-rules.js';
import { ConductorConfigError } from './errors/conductor-config-error.js';
import { DOCUMENT_API_PATH } from './server-url.js';
import type { ServerLocation } from './server-url.js';
import type { Lane } from './transport.js';

/** METHOD and the document's path without `/api`: `GET /tasks/{taskId}`. The one name of an operation in errors, labels and spans. */
function routeName(method: string, template: string): string {
  const path = template.startsWith(`${DOCUMENT_API_PATH}/`) ? template.slice(DOCUMENT_API_PATH.length) : template;
  return `${method} ${path}`;
}

/** All that is known of an operation before it is called, looked up once per template. */
export class Route {
  readonly name: string;
  readonly method: string;
  readonly lane: Lane;
  readonly repeatability: Repeatability;
  readonly timeoutRule: TimeoutRule | undefined;
  readonly answerKind: 'file' | 'text' | undefined;
  /** One more than there are parameters. */
  readonly #literals: readonly string[];
  readonly #parameters: readonly string[];

  constructor(method: string, template: string, server: ServerLocation) {
    checkTemplate(template);
    this.name = routeName(method, template);
    this.method = method;
    this.lane = laneOf(this.name);
    this.repeatability = repeatabilityOf(this.name, method);
    this.timeoutRule = timeoutRuleOf(this.name);
    this.answerKind = answerKindOf(this.name);
    const parts = mount(template, server).split(/\{([^{}]+)\}/);
    this.#literals = parts.filter((_, index) => index % 2 === 0);
    this.#parameters = parts.filter((_, index) => index % 2 === 1);
  }

  /** The path with its parameters filled in and escaped. */
  path(given: Readonly<Record<string, unknown>> | undefined): string {
    let path = this.#literals[0] ?? '';
    for (let index = 0; index < this.#parameters.length; index++) {
      const name = this.#parameters[index] ?? '';
      path += this.#segment(name, given?.[name]) + (this.#literals[index + 1] ?? '');
    }
    return path;
  }

  /** Names of path parameters whose value has a slash, which the server does not take. */
  parametersWithSlash(given: Readonly<Record<string, unknown>> | undefined): readonly string[] {
    return this.#parameters.filter((name) => {
      const value = given?.[name];
      return typeof value === 'string' && /[/\\]/.test(value);
    });
  }

  #segment(name: string, value: unknown): string {
    if (typeof value === 'string') {
      // An empty or dotted segment would be taken out of the path on the way, and the request would reach another operation.
      if (value === '' || value === '.' || value === '..') {
        throw this.#wrong(name, value === '' ? 'is empty' : `is "${value}", which no path can carry`);
      }
      try {
        return encodeURIComponent(value);
      } catch (cause) {
        throw this.#wrong(name, 'has half of a surrogate pair, which has no UTF-8', cause);
      }
    }
    if (typeof value === 'number' && Number.isFinite(value)) return String(value);
    if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
    throw this.#wrong(name, value === undefined || value === null ? 'is missing' : `cannot be ${describe(value)}`);
  }

  #wrong(name: string, problem: string, cause?: unknown): ConductorConfigError {
    return new ConductorConfigError(
      `${this.name}: the path parameter "${name}" ${problem}; pass it as path: { ${name}: … }`,
      {
        field: `path.${name}`,
        cause,
      },
    );
  }
}

function mount(template: string, { basePath, apiPath }: ServerLocation): string {
  const isBelowApi = template === DOCUMENT_API_PATH || template.startsWith(`${DOCUMENT_API_PATH}/`);
  return basePath + (isBelowApi ? apiPath + template.slice(DOCUMENT_API_PATH.length) : template);
}

function describe(value: unknown): string {
  return typeof value === 'number' ? String(value) : Array.isArray(value) ? 'an array' : `of type ${typeof value}`;
}

function checkTemplate(template: unknown): void {
  if (typeof template === 'string' && template.startsWith('/')) return;
  throw new ConductorConfigError(
    `url must be a path that begins with "/", such as "/api/tasks/{taskId}"; got ${typeof template === 'string' ? `"${template}"` : typeof template}`,
    { field: 'url' },
  );
}
