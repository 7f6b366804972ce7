import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import * as generated from '../../../generated/index.js';
import { describeOperations, type OperationDescription } from '../../../scripts/generate/describe-operations.js';
import { normalise } from '../../../scripts/generate/normalise.js';
import { isOpenApiDocument, type OpenApiDocument } from '../../../scripts/generate/openapi-document.js';
import { droppedFields, readOverlay } from '../../../scripts/generate/overlay.js';
import { ConductorApiError, type Plugin } from '../../../src/index.js';
import { checkValue } from './check-value.js';

const OPENAPI = fileURLToPath(new URL('../../../openapi', import.meta.url));

/** The API as the SDK is generated from it, and what its operations were found to answer. */
export class LiveApi {
  /** For the client of the calls: holds each answer, and each error, against the document. */
  readonly plugin: Plugin;
  readonly operations: readonly OperationDescription[];
  /** `Service.method` of each operation that has answered without an error. */
  readonly answered = new Set<string>();
  readonly #document: OpenApiDocument;
  readonly #byRoute: ReadonlyMap<string, OperationDescription>;
  readonly #complaints = new Set<string>();

  private constructor(document: OpenApiDocument) {
    this.#document = document;
    this.operations = describeOperations(document);
    this.#byRoute = new Map(this.operations.map((operation) => [routeOf(operation), operation]));
    this.plugin = {
      name: 'live-api',
      setupClient: (host) => {
        host.aroundOperation(async (call, next) => {
          try {
            const answer = await next(call);
            if (!this.#isStream(call.route)) this.#checkAnswer(call.route, answer);
            return answer;
          } catch (error) {
            if (error instanceof ConductorApiError) this.#checkError(call.route, error);
            throw error;
          }
        });
      },
    };
  }

  static async read(): Promise<LiveApi> {
    const document: unknown = JSON.parse(await readFile(`${OPENAPI}/conductor.json`, 'utf8'));
    if (!isOpenApiDocument(document)) throw new Error('openapi/conductor.json is not an OpenAPI document');
    const overlay = await readOverlay(OPENAPI);
    return new LiveApi(withFields(normalise(document, overlay).document, droppedFields(overlay)));
  }

  /** What does not agree with the document, one line each. */
  get complaints(): readonly string[] {
    return [...this.#complaints].sort();
  }

  /** Holds one event of a stream against the document. */
  checkEvent(route: string, event: unknown): void {
    const operation = this.#operation(route);
    const schema = operation.answers[0]?.schema;
    if (schema === undefined) throw new Error(`${route} answers without content`);
    this.answered.add(nameOf(operation));
    this.#complain(route, checkValue(event, schema, this.#document));
  }

  #checkAnswer(route: string, answer: unknown): void {
    const operation = this.#operation(route);
    this.answered.add(nameOf(operation));
    const good = operation.answers.filter(({ status }) => status < 300);
    if (answer === undefined) {
      if (good.every(({ schema }) => schema !== undefined)) this.#complain(route, ['$ is empty']);
      return;
    }
    const schema = good.find((declared) => declared.schema !== undefined)?.schema;
    if (schema === undefined) this.#complain(route, [`$ is ${JSON.stringify(answer).slice(0, 200)}, not empty`]);
    else if (schema.format !== 'binary') this.#complain(route, checkValue(answer, schema, this.#document));
    else if (!(answer instanceof Blob)) this.#complain(route, ['$ is not binary']);
  }

  #checkError(route: string, { status, body }: ConductorApiError): void {
    // A few 404s come without a body: the client's error has the fields of the model all the same.
    if (body === undefined) return;
    const own = this.#operation(route).answers.find((answer) => answer.status === status);
    const schema = own === undefined ? this.#document.components.schemas.ErrorResponse : own.schema;
    if (schema === undefined) throw new Error('the document has no ErrorResponse');
    this.#complain(`${route} ${status}`, checkValue(body, schema, this.#document));
  }

  #isStream(route: string): boolean {
    return this.#operation(route).answers.some(({ contentTypes }) => contentTypes.includes('text/event-stream'));
  }

  #operation(route: string): OperationDescription {
    const operation = this.#byRoute.get(route);
    if (operation === undefined) throw new Error(`the document has no ${route}`);
    return operation;
  }

  #complain(route: string, complaints: readonly string[]): void {
    for (const complaint of complaints) this.#complaints.add(`${route}: ${complaint.replace(/\[\d+\]/g, '[]')}`);
  }
}

/** With fields that may be sent although the types leave them out, on purpose. */
function withFields(document: OpenApiDocument, fields: ReadonlySet<string>): OpenApiDocument {
  for (const field of fields) {
    const [schema = '', property = ''] = field.split('.');
    const { properties } = document.components.schemas[schema] ?? {};
    if (properties !== undefined) properties[property] = {};
  }
  return document;
}

/** The classes of the SDK. */
export function generatedServices(): string[] {
  return Object.keys(generated).filter((name) => name.endsWith('Service'));
}

export function nameOf({ service, method }: OperationDescription): string {
  return `${service}.${method}`;
}

function routeOf({ verb, path }: OperationDescription): string {
  return `${verb} ${path.replace(/^\/api(?=\/)/, '')}`;
}
