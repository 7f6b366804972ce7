import fc from 'fast-check';

/*
 * What a random workflow is made of, before its tasks have names: a tree of parts. Which parts may stand where, and what they refer to, is
 * decided when the tree is made a workflow, see random-case.ts.
 */

/** How a worker task goes: so many failed attempts first, then its end. */
export interface WorkerRecipe {
  readonly kind: 'worker';
  readonly failures: number;
  readonly end: 'completed' | 'failed' | 'failedTerminally' | 'canceled' | 'inProgressFirst';
  readonly retryCount: number;
  readonly retryDelaySeconds: 0 | 1;
  readonly retryLogic: 'FIXED' | 'LINEAR_BACKOFF' | 'EXPONENTIAL_BACKOFF';
  readonly mayFail: 'no' | 'optional' | 'permissive';
  readonly isDynamic: boolean;
  readonly output: OutputRecipe;
  readonly hasTemplate: boolean;
}

export type OutputRecipe = 'empty' | 'number' | 'object' | 'list' | 'texts';

type Step = Recipe & { readonly inputs: readonly InputRecipe[] };

/** A parameter of a task: a form, and a number that chooses what it is about among what is there. */
export interface InputRecipe {
  readonly form: 'lone' | 'text' | 'two' | 'nested' | 'literal' | 'escaped' | 'missing';
  readonly of: number;
  readonly path: number;
}

export type Recipe =
  | WorkerRecipe
  | { readonly kind: 'inline'; readonly script: number }
  | { readonly kind: 'jq'; readonly query: number }
  | { readonly kind: 'lambda' }
  | { readonly kind: 'set' }
  | { readonly kind: 'noop' }
  | { readonly kind: 'wait' }
  | { readonly kind: 'event' }
  | { readonly kind: 'terminate'; readonly status: 'COMPLETED' | 'FAILED' | 'TERMINATED'; readonly output: number }
  | {
      readonly kind: 'switch';
      readonly by: 'value-param' | 'javascript' | 'decision';
      readonly value: number;
      readonly cases: readonly SequenceRecipe[];
      readonly byDefault: SequenceRecipe;
    }
  | {
      readonly kind: 'fork';
      readonly branches: readonly SequenceRecipe[];
      readonly mayFail: boolean;
      readonly isSync: boolean;
    }
  | {
      readonly kind: 'dynamicFork';
      readonly form: 'tasks' | 'forkTaskName' | 'old';
      readonly count: number;
      readonly system: boolean;
    }
  | { readonly kind: 'loop'; readonly times: number; readonly by: 'condition' | 'items'; readonly body: SequenceRecipe }
  | { readonly kind: 'sub'; readonly isInline: boolean; readonly optional: boolean; readonly body: SequenceRecipe };

export type SequenceRecipe = readonly Step[];

export interface WorkflowRecipe {
  readonly tasks: SequenceRecipe;
  readonly outputs: 'none' | 'some';
  readonly inputTemplate: boolean;
  readonly failureWorkflow: boolean;
}

const input: fc.Arbitrary<InputRecipe> = fc.record({
  form: fc.constantFrom('lone', 'lone', 'lone', 'text', 'two', 'nested', 'literal', 'escaped', 'missing'),
  of: fc.nat(1000),
  path: fc.nat(1000),
});

const worker: fc.Arbitrary<WorkerRecipe> = fc.record({
  kind: fc.constant('worker' as const),
  failures: fc.constantFrom(0, 0, 0, 0, 1, 2),
  end: fc.constantFrom(
    ...(['completed', 'completed', 'completed', 'completed', 'completed', 'completed', 'completed'] as const),
    ...(['failed', 'failedTerminally', 'canceled', 'inProgressFirst'] as const),
  ),
  retryCount: fc.nat(2),
  retryDelaySeconds: fc.constantFrom(0, 0, 0, 1),
  retryLogic: fc.constantFrom('FIXED', 'LINEAR_BACKOFF', 'EXPONENTIAL_BACKOFF'),
  mayFail: fc.constantFrom('no', 'no', 'optional', 'permissive'),
  isDynamic: fc.nat(9).map((n) => n === 0),
  output: fc.constantFrom('empty', 'number', 'object', 'list', 'texts'),
  hasTemplate: fc.nat(5).map((n) => n === 0),
});

const terminate = fc.record({
  kind: fc.constant('terminate' as const),
  status: fc.constantFrom('COMPLETED', 'FAILED', 'TERMINATED'),
  output: fc.nat(2),
});

const simple: readonly fc.WeightedArbitrary<Recipe>[] = [
  { weight: 8, arbitrary: worker },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('inline' as const), script: fc.nat(1000) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('jq' as const), query: fc.nat(1000) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lambda' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('set' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('noop' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('event' as const) }) },
  { weight: 1, arbitrary: terminate },
];

function withInputs(recipe: fc.Arbitrary<Recipe>): fc.Arbitrary<Step> {
  return fc.tuple(recipe, fc.array(input, { maxLength: 3 })).map(([one, inputs]) => ({ ...one, inputs }));
}

/** A row of parts, nested at most so deep. */
function sequence(depth: number, minLength: number, maxLength: number): fc.Arbitrary<SequenceRecipe> {
  return fc.array(withInputs(depth === 0 ? fc.oneof(...simple) : fc.oneof(...simple, ...nested(depth - 1))), {
    minLength,
    maxLength,
  });
}

function nested(depth: number): readonly fc.WeightedArbitrary<Recipe>[] {
  return [
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('switch' as const),
        by: fc.constantFrom('value-param', 'value-param', 'javascript', 'decision'),
        value: fc.nat(1000),
        cases: fc.array(sequence(depth, 0, 2), { minLength: 1, maxLength: 3 }),
        byDefault: sequence(depth, 0, 2),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('fork' as const),
        branches: fc.array(sequence(depth, 1, 2), { minLength: 2, maxLength: 3 }),
        mayFail: fc.boolean(),
        isSync: fc.nat(3).map((n) => n === 0),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('dynamicFork' as const),
        form: fc.constantFrom('tasks', 'forkTaskName', 'old'),
        count: fc.nat(3),
        system: fc.boolean(),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('loop' as const),
        times: fc.nat(3),
        by: fc.constantFrom('condition', 'condition', 'items'),
        body: sequence(depth, 1, 2),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('sub' as const),
        isInline: fc.boolean(),
        optional: fc.boolean(),
        body: sequence(depth, 1, 2),
      }),
    },
  ];
}

export const workflowRecipe: fc.Arbitrary<WorkflowRecipe> = fc.record({
  tasks: sequence(2, 1, 5),
  outputs: fc.constantFrom('none', 'some'),
  inputTemplate: fc.nat(4).map((n) => n === 0),
  failureWorkflow: fc.nat(5).map((n) => n === 0),
});
