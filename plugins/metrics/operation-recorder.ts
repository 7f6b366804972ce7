import type { Operation } from '../../src/index.js';
import type { ClientCatalogue } from './catalogue.js';
import { errorClass } from './error-class.js';

/** What is counted: results of tasks are none of it and shall cost nothing. */
export const RECORDED_ROUTES: readonly string[] = [
  ...['POST /workflow', 'POST /workflow/{name}', 'POST /workflow/execute/{name}/{version}'],
  ...['GET /tasks/externalstoragelocation', 'GET /workflow/externalstoragelocation'],
];

/** A workflow that is about to be started. */
interface Start {
  readonly workflowType: string;
  readonly version: string;
  readonly input: unknown;
}

/** Counts starts of workflows, and payloads in external storage, by what is asked of the client. */
export class OperationRecorder {
  readonly #catalogue: ClientCatalogue;

  constructor(catalogue: ClientCatalogue) {
    this.#catalogue = catalogue;
  }

  /** Around each operation of {@link RECORDED_ROUTES}. */
  around(operation: Operation, next: (operation: Operation) => Promise<unknown>): Promise<unknown> {
    switch (operation.route) {
      case 'POST /workflow':
      case 'POST /workflow/{name}':
      case 'POST /workflow/execute/{name}/{version}':
        return this.#starting(startOf(operation), () => next(operation));
      case 'GET /tasks/externalstoragelocation':
      case 'GET /workflow/externalstoragelocation':
        this.#countPayload(operation);
        return next(operation);
      default:
        return next(operation);
    }
  }

  async #starting({ workflowType, version, input }: Start, start: () => Promise<unknown>): Promise<unknown> {
    const bytes = bytesOf(input);
    if (bytes !== undefined) this.#catalogue.workflowInputBytes.series(workflowType, version).observe(bytes);
    try {
      return await start();
    } catch (error) {
      this.#catalogue.workflowStartErrors.series(workflowType, errorClass(error)).add(1);
      throw error;
    }
  }

  /** Who asks for a place in the storage does not say for which task or workflow. */
  #countPayload({ query }: Operation): void {
    this.#catalogue.externalPayloads.series('', textOf(query.operation), textOf(query.payloadType)).add(1);
  }
}

function startOf({ route, path, query, body }: Operation): Start {
  if (route === 'POST /workflow/{name}')
    return { workflowType: textOf(path.name), version: textOf(query.version), input: body };
  const request = isRecord(body) ? body : {};
  const named = route === 'POST /workflow' ? request : path;
  return { workflowType: textOf(named.name), version: textOf(named.version), input: request.input };
}

/** What a label has of a value that should be a text or a number. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** As JSON. `undefined` for what plain JSON cannot say: the client's own codec may, and if not, the start fails. */
function bytesOf(input: unknown): number | undefined {
  try {
    return Buffer.byteLength(input === undefined ? '' : JSON.stringify(input));
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
