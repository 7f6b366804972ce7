import { GenerateError } from './generate-error.js';
import type { OpenApiDocument, Parameter, Schema } from './openapi-document.js';
import { operationsOf } from './openapi-document.js';

/** One generated method, as a machine may read it: what it is called and what goes over the wire. */
export interface OperationDescription {
  /** The class it is a static method of, such as `TaskResourceService`. */
  service: string;
  /** Such as `getTask`. */
  method: string;
  /** Such as `GET`. */
  verb: string;
  /** The template that the method passes to the client, such as `/api/tasks/{taskId}`. */
  path: string;
  parameters: ParameterDescription[];
  /** Absent for an operation that takes no body. */
  body?: { contentType: string; required: boolean; schema: Schema };
  /** By status, without the error model (`default`). An answer without content has no content types. */
  answers: { status: number; contentTypes: string[]; schema?: Schema }[];
}

interface ParameterDescription {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  /** How a list or an object travels: `form` repeats the name, `deepObject` is `name[key]=value`; the others are single values. */
  style: 'form' | 'deepObject' | 'simple';
  schema: Schema;
}

/** All operations of a normalised document, in the order of their classes and methods. */
export function describeOperations(document: OpenApiDocument): OperationDescription[] {
  return operationsOf(document)
    .map(({ key, path, method: verb, operation }): OperationDescription => {
      const tag = operation.tags?.[0];
      if (tag === undefined || operation.operationId === undefined) {
        throw new GenerateError(`${key} has no name: describe a document that was normalised`);
      }
      const body = Object.entries(operation.requestBody?.content ?? {})[0];
      return {
        service: `${tag}Service`,
        method: operation.operationId,
        verb: verb.toUpperCase(),
        path,
        parameters: (operation.parameters ?? []).map(describeParameter),
        ...(body === undefined
          ? {}
          : {
              body: {
                contentType: body[0],
                required: operation.requestBody?.required ?? false,
                schema: body[1].schema ?? {},
              },
            }),
        answers: Object.entries(operation.responses)
          .filter(([status]) => /^\d+$/.test(status))
          .map(([status, answer]) => {
            const contents = Object.entries(answer.content ?? {});
            const schema = contents[0]?.[1].schema;
            return {
              status: Number(status),
              contentTypes: contents.map(([type]) => type),
              ...(schema === undefined ? {} : { schema }),
            };
          }),
      };
    })
    .sort((left, right) => compare(left.service, right.service) || compare(left.method, right.method));
}

function describeParameter(parameter: Parameter): ParameterDescription {
  const style = parameter.style === 'deepObject' ? 'deepObject' : parameter.schema.type === 'array' ? 'form' : 'simple';
  return {
    name: parameter.name,
    in: parameter.in,
    required: parameter.required ?? false,
    style,
    schema: parameter.schema,
  };
}

/** Alphabetical by code point, the same on every machine. */
function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
