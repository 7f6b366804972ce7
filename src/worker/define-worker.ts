import type { TaskDef, TaskResultStatus } from '../../generated/index.js';
import { ConductorConfigError } from '../client/errors/conductor-config-error.js';
import { andThen } from './and-then.js';
import { classifyReturn } from './classify-return.js';
import { isObject, outputDataOf } from './output-data.js';
import type { LiteralKeeper, Primitive } from './literal-keeper.js';
import { explicitResult, type CompletedResult, type NotCompletedResult } from './results.js';
import type { SchemaInput, SchemaOutput, StandardSchemaV1 } from './standard-schema.js';
import type { TaskContext } from './task-context.js';
import { typeName } from './type-name.js';
import { validate } from './validate.js';
import type {
  HandlerResult,
  HandlerReturn,
  OutputObject,
  StatusWord,
  Worker,
  WorkerSettings,
  WorkerTask,
} from './worker.js';

/** A schema for outputs: what goes in and what comes out are objects. */
export type OutputSchema = StandardSchemaV1<object, object>;

/** What a handler gets as `inputData`. */
type InputOf<Schema> = Schema extends StandardSchemaV1 ? SchemaOutput<Schema> : Record<string, unknown>;

/** What a handler returns as its output. */
type OutputOf<Schema> = Schema extends StandardSchemaV1 ? SchemaInput<Schema> : OutputObject;

/**
 * What only some handlers may return: nothing, if an empty output is a valid one; and a plain task result, which with a schema would be
 * taken for an output.
 */
type SpecialReturn<Schema> = Schema extends StandardSchemaV1
  ? Record<string, never> extends SchemaInput<Schema>
    ? // eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- a handler without a return statement returns void
      undefined | void
    : never
  : // eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- as above
    HandlerResult<OutputObject> | readonly [status: StatusWord<'COMPLETED'>] | undefined | void;

/**
 * What the handler of a defined worker returns. While the compiler looks at the handler it does not know the schemas yet, and with them
 * not what the conditional types here are. So the tuples stand outside of them, else `['COMPLETED', { … }]` would become a list; and a
 * `LiteralKeeper` keeps `{ kind: 'new' }` from becoming `{ kind: string }`.
 */
export type DefinedReturn<Schema, Literal> =
  | OutputOf<Schema>
  | LiteralKeeper<Literal>
  | readonly [status: StatusWord<'COMPLETED'>, outputData: OutputOf<Schema> | LiteralKeeper<Literal>]
  | readonly [status: StatusWord<Exclude<TaskResultStatus, 'COMPLETED'>>, outputData?: OutputObject]
  | CompletedResult<OutputOf<Schema>>
  | NotCompletedResult
  | Error
  | SpecialReturn<Schema>;

/** What {@link defineWorker} takes. */
export interface WorkerDefinition<
  Input extends StandardSchemaV1 | undefined,
  Output extends OutputSchema | undefined,
  Literal = Primitive,
> extends WorkerSettings {
  /** The task definition's name. Not empty, without `/`: the server cannot be polled for such a name. */
  readonly name: string;
  /**
   * Checks and converts `inputData` before the handler sees it. An input that it refuses fails the task for good, naming the fields.
   * Any schema of a library that implements Standard Schema: Zod, Valibot, ArkType …
   */
  readonly input?: Input;
  /** Checks and converts the output of a completed task before it is reported. An output that it refuses fails the task for good. */
  readonly output?: Output;
  /** Runs once per polled task with a valid input. */
  execute(
    task: WorkerTask<InputOf<Input>>,
    context: TaskContext,
  ): DefinedReturn<Output, Literal> | Promise<DefinedReturn<Output, Literal>>;
  /** What `registerTaskDef` registers beside the name. Unset fields get the server's defaults. */
  readonly taskDef?: Omit<TaskDef, 'name'>;
}

/**
 * A worker whose `execute` validates. It takes any task, so workers of all inputs and outputs are of one type; what they expect is
 * known through their schemas.
 */
export interface DefinedWorker<
  Input extends StandardSchemaV1 | undefined = StandardSchemaV1 | undefined,
  Output extends OutputSchema | undefined = OutputSchema | undefined,
> extends Worker {
  readonly input: Input;
  readonly output: Output;
}

/** Marks workers whose schemas are applied by their `execute`. Copies made by spreading keep it. */
const defined: unique symbol = Symbol.for('conductor-typescript.definedWorker');

/** Whether a worker was made by {@link defineWorker}, of this copy of the package or another. */
export function isDefinedWorker(worker: object): boolean {
  return defined in worker;
}

/** A definition as the code below sees it: for it, types do not depend on schemas. */
interface AnyDefinition extends WorkerSettings {
  readonly name: string;
  readonly input?: StandardSchemaV1;
  readonly output?: OutputSchema;
  execute(task: WorkerTask<unknown>, context: TaskContext): HandlerReturn | Promise<HandlerReturn>;
}

/**
 * Makes a worker whose input and output are checked by schemas and typed by them. Both are optional.
 *
 * @throws ConductorConfigError if `input` or `output` is no Standard Schema
 *
 * @example
 * const charge = defineWorker({
 *   name: 'charge_card',
 *   input: z.object({ amount: z.number().positive(), card: z.string() }),
 *   output: z.object({ chargeId: z.string() }),
 *   execute: async ({ inputData }, { signal }) => ({ chargeId: await pay(inputData.card, inputData.amount, signal) }),
 * });
 */
export function defineWorker<
  Input extends StandardSchemaV1 | undefined = undefined,
  Output extends OutputSchema | undefined = undefined,
  Literal extends Primitive = Primitive,
>(definition: WorkerDefinition<Input, Output, Literal>): DefinedWorker<Input, Output>;
export function defineWorker(definition: AnyDefinition): DefinedWorker {
  const { name, input, output } = definition;
  requireSchema(name, 'input', input);
  requireSchema(name, 'output', output);

  const handle = (task: WorkerTask<unknown>, context: TaskContext): HandlerReturn | Promise<HandlerReturn> => {
    const returned = definition.execute(task, context);
    if (output === undefined) return returned;
    return andThen<unknown, HandlerReturn>(returned, (value) => withValidOutput(value, output, name));
  };
  const execute = (task: WorkerTask, context: TaskContext): HandlerReturn | Promise<HandlerReturn> => {
    if (input === undefined) return handle(task, context);
    return andThen<unknown, HandlerReturn>(
      validate(input, task.inputData, `the input of worker "${name}"`),
      (inputData) => handle({ ...task, inputData }, context),
    );
  };
  return Object.assign({ ...definition, input, output, execute }, { [defined]: true });
}

/** What the handler returned, its output replaced by what the schema makes of it. Only the output of a completed task is checked. */
function withValidOutput(
  returned: unknown,
  schema: OutputSchema,
  name: string,
): HandlerReturn | Promise<HandlerReturn> {
  const result = classifyReturn(returned, { hasOutputSchema: true });
  if (result.status !== 'COMPLETED') return { ...result, [explicitResult]: true };
  return andThen<object, HandlerReturn>(
    validate(schema, result.outputData, `the output of worker "${name}"`),
    (output) => ({
      ...result,
      outputData: outputDataOf(output, 'the output schema made'),
      [explicitResult]: true,
    }),
  );
}

function requireSchema(name: string, field: 'input' | 'output', schema: unknown): void {
  if (schema === undefined || isStandardSchema(schema)) return;
  throw new ConductorConfigError(
    `worker "${name}": ${field} is ${typeName(schema)} and no Standard Schema; pass a schema of Zod 3.24+, Valibot 1+, ArkType 2+ or any other library that has '~standard'`,
    { field },
  );
}

function isStandardSchema(value: unknown): boolean {
  // ArkType's schemas are functions.
  if (!isObject(value) && typeof value !== 'function') return false;
  if (!('~standard' in value)) return false;
  const standard = value['~standard'];
  return isObject(standard) && typeof standard.validate === 'function';
}
