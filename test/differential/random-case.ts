import fc from 'fast-check';

import type { TaskDef, WorkflowDef, WorkflowTask } from '../../src/index.js';
import type { DifferentialCase, Report, Script } from './case.js';
import { completed, failed, failedTerminally, simple, system, taskDef, workflow } from './corpus/parts.js';
import { workflowRecipe } from './random-recipe.js';
import type {
  InputRecipe,
  OutputRecipe,
  Recipe,
  SequenceRecipe,
  WorkerRecipe,
  WorkflowRecipe,
} from './random-recipe.js';

/*
 * A random small workflow: the same for the same seed, one that the server accepts, and one that plays in about a second.
 *
 * Left out is what the real server does one way or the other:
 *   - where branches of a fork are open side by side, either nothing in them takes the server's own time (timers, children, joins), and
 *     then a task may fail and cancel the others; or nothing in them fails for good;
 *   - tasks of a branch refer only to what was over before the fork, or is before them in the same branch;
 *   - no loop in a loop, which the server does not carry out.
 * The order of tasks is compared only where it does not depend on how quick the server is: see {@link DifferentialCase.order}.
 */

/** The case of a seed. */
export function randomCase(seed: number): DifferentialCase {
  const [recipe] = fc.sample(workflowRecipe, { seed, numRuns: 1 });
  if (recipe === undefined) throw new Error(`no workflow for the seed ${seed}`);
  return new CaseBuilder().build(recipe, seed);
}

/** Where a sequence stands. */
interface Place {
  /** Outputs that can be referred to: references of tasks that are over before, or were not run. */
  readonly refs: string[];
  readonly variables: string[];
  /** The reference of the loop around. */
  readonly loop: string | undefined;
  /** Whether a task may end the workflow here. */
  readonly mayFail: boolean;
  /** Whether something may take the server's own time here. */
  readonly mayLag: boolean;
  /** How often what is here happens at most. */
  readonly times: number;
  readonly isInFork: boolean;
}

const INPUT = {
  n: 42,
  f: 2.5,
  s: 'text',
  t: true,
  nothing: null,
  which: 'B',
  list: [1, 'two', null, { v: 3 }],
  obj: { k: { l: 'deep' }, b: false, 'a.b': [] },
  /** For loops: lists of so many. */
  items: [[], ['x'], ['x', { y: 1 }], [1, 2, 3]],
} as const;
const INPUT_PATHS = [
  '.n',
  '.f',
  '.s',
  '.t',
  '.nothing',
  '.which',
  '.list',
  '.list[0]',
  '.list[3].v',
  '.obj',
  '.obj.k.l',
  '.obj.b',
  '.absent',
  '.list[*].v',
  '.list.length()',
  '',
] as const;
const OUTPUT_PATHS = [
  '.output',
  '.output.n',
  '.output.result',
  '.output.list',
  '.output.list[1]',
  '.output.o',
  '.output.o.p',
  '.output.s',
  '.status',
  '.retryCount',
  '.taskType',
  '.input',
  '.output.absent',
] as const;
const LITERALS = [1, 1.5, 'plain', true, null, [], {}, ['x', { y: null }], { deep: { er: [1] } }, ''] as const;
const SCRIPTS = [
  '1 + 1',
  '$.p0',
  '({ n: 7, list: [1, 2], o: { p: "q" } })',
  '[1, 2, 3].map((x) => x * 2)',
  'null',
  '"a" + "b"',
  '7 / 2',
  '$.p0 === null',
  'Object.keys($).length',
  '(function () { var s = 0; for (var i = 0; i < 5; i++) { s += i; } return s; })()',
] as const;
const QUERIES = [
  '.p0',
  '{ list: [1, 2], n: 7 }',
  '[.p0, .p1]',
  '.absent',
  '[1, 2, 3] | map(. * 2)',
  '"a", "b"',
  '[1, 2] | length',
] as const;
/** Cases are called A, B and C; X has none. */
const CASES = ['A', 'B', 'C'] as const;
const CASE_VALUES = ['A', 'B', 'C', 'X', '${workflow.input.which}', '${workflow.input.absent}'] as const;
const LONGEST_SECONDS = 2;

class CaseBuilder {
  readonly #taskDefs: TaskDef[] = [];
  readonly #workers: Record<string, Script> = {};
  readonly #others: WorkflowDef[] = [];
  readonly #counts = new Map<string, number>();
  /** Worker tasks with attempts that fail. */
  readonly #retried = new Set<string>();
  /** What the timers of a case take together. */
  #seconds = 0;
  #isInOrder = true;

  build({ tasks, outputs, inputTemplate, failureWorkflow }: WorkflowRecipe, seed: number): DifferentialCase {
    const place: Place = {
      refs: [],
      variables: [],
      loop: undefined,
      mayFail: true,
      mayLag: true,
      times: 1,
      isInFork: false,
    };
    const made = this.#sequence(tasks, place);
    const shown = Object.fromEntries(place.refs.map((ref) => [ref, `\${${ref}.output}`]));
    if (failureWorkflow) this.#failureWorkflow();
    const main = workflow(made, {
      // Without, the output is that of the last task: which one is last must not depend on how quick the server is.
      ...((outputs === 'some' || !this.#isInOrder) && {
        outputParameters: { ...shown, text: 'n=${workflow.input.n}' },
      }),
      ...(inputTemplate && { inputTemplate: { n: 1, more: { x: 1 } } }),
      ...(failureWorkflow && { failureWorkflow: '#clean_up' }),
    });
    return {
      name: `random ${seed}`,
      covers: [],
      workflow: main,
      others: this.#others,
      taskDefs: this.#taskDefs,
      workers: this.#workers,
      start: { input: { ...INPUT }, correlationId: `c-${seed}`, priority: seed % 10 },
      ...(!this.#isInOrder && { order: 'any' }),
      allow: [{ path: /failedWorkflow/, reason: 'the whole internal model of the server' }],
    };
  }

  #failureWorkflow(): void {
    const undo = simple('undo', { inputParameters: { why: '${workflow.input.reason}', n: '${workflow.input.n}' } });
    this.#others.push(workflow([undo], { name: '#clean_up' }));
    this.#taskDefs.push(taskDef('undo'));
    this.#workers['#undo'] = [completed()];
  }

  #sequence(recipes: SequenceRecipe, place: Place): WorkflowTask[] {
    return recipes.flatMap((recipe) => this.#tasks(recipe, this.#inputs(recipe.inputs, place), place));
  }

  /** A reference that is not there yet: `worker3`. */
  #ref(kind: string): string {
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    return `${kind}${count}`;
  }

  /** Whether timers may take so much more. */
  #hasTime(seconds: number, { times, mayLag }: Place): boolean {
    if (!mayLag || this.#seconds + seconds * times > LONGEST_SECONDS) return false;
    this.#seconds += seconds * times;
    return true;
  }

  #tasks(recipe: Recipe, inputs: Readonly<Record<string, unknown>>, place: Place): readonly WorkflowTask[] {
    switch (recipe.kind) {
      case 'worker':
        return [this.#worker(recipe, inputs, place)];
      case 'inline': {
        const expression = chosen(SCRIPTS, recipe.script);
        return [this.#plain('INLINE', { evaluatorType: 'javascript', expression, p0: null, ...inputs }, place)];
      }
      case 'jq':
        if (!place.mayLag) return [];
        return [this.#plain('JSON_JQ_TRANSFORM', { queryExpression: chosen(QUERIES, recipe.query), ...inputs }, place)];
      case 'lambda':
        return [this.#plain('LAMBDA', { scriptExpression: 'return { n: 1, o: $.p0 };', p0: 0, ...inputs }, place)];
      case 'noop':
        return [this.#plain('NOOP', inputs, place)];
      case 'event':
        return [{ ...this.#plain('EVENT', inputs, place), sink: 'conductor' }];
      case 'wait':
        if (!this.#hasTime(1, place)) return [];
        return [this.#plain('WAIT', { ...inputs, duration: '1 seconds' }, place)];
      case 'set':
        return [this.#set(inputs, place)];
      case 'terminate':
        return place.mayFail ? [this.#terminate(recipe, inputs)] : [];
      case 'switch':
        return [this.#switch(recipe, inputs, place)];
      case 'fork':
        return this.#fork(recipe, place);
      case 'dynamicFork':
        return place.mayLag ? this.#dynamicFork(recipe, inputs, place) : [];
      case 'loop':
        return place.loop === undefined && place.mayLag ? [this.#loop(recipe, inputs, place)] : [];
      case 'sub':
        return place.mayLag ? [this.#subWorkflow(recipe, inputs, place)] : [];
    }
  }

  #plain(type: string, inputParameters: Readonly<Record<string, unknown>>, place: Place): WorkflowTask {
    const ref = this.#ref(type.toLowerCase());
    place.refs.push(ref);
    return system(type, ref, { inputParameters });
  }

  #worker(recipe: WorkerRecipe, inputs: Readonly<Record<string, unknown>>, place: Place): WorkflowTask {
    const ref = this.#ref('worker');
    place.refs.push(ref);
    const ends = endOf(recipe, place);
    const retries = Math.min(recipe.failures, recipe.retryCount);
    const isDelayed = recipe.retryDelaySeconds === 1 && retries > 0 && this.#hasTime(retries * 2, place);
    const isRetried = retries > 0 && (isDelayed || place.mayLag || !place.isInFork);
    this.#taskDefs.push(
      taskDef(ref, {
        retryCount: recipe.retryCount,
        retryLogic: recipe.retryLogic,
        retryDelaySeconds: isDelayed ? 1 : 0,
        ...(recipe.hasTemplate && { inputTemplate: { p0: 'of the template', more: '${workflow.input.s}' } }),
      }),
    );
    const failures = isRetried ? Array.from({ length: retries }, (_, nth) => failed(`no ${nth}`, { nth })) : [];
    this.#workers[`#${ref}`] = [...failures, ...ends];
    if (isRetried || isAgain(ends, recipe)) this.#retried.add(ref);
    return {
      ...(recipe.isDynamic
        ? system('DYNAMIC', ref, { dynamicTaskNameParam: 'type', inputParameters: { ...inputs, type: `#${ref}` } })
        : simple(ref, { inputParameters: inputs })),
      ...(recipe.mayFail === 'optional' && { optional: true }),
      // Permissive failures fail the workflow at its end.
      ...(recipe.mayFail === 'permissive' && place.mayFail && { permissive: true }),
    };
  }

  #set(inputs: Readonly<Record<string, unknown>>, { variables }: Place): WorkflowTask {
    const ref = this.#ref('set');
    variables.push(`v_${ref}`);
    return system('SET_VARIABLE', ref, { inputParameters: { [`v_${ref}`]: inputs } });
  }

  #terminate(
    { status, output }: Extract<Recipe, { kind: 'terminate' }>,
    inputs: Readonly<Record<string, unknown>>,
  ): WorkflowTask {
    const outputs = [{}, { workflowOutput: inputs }, { workflowOutput: 'text ${workflow.input.n}' }];
    return system('TERMINATE', this.#ref('terminate'), {
      inputParameters: { terminationStatus: status, terminationReason: 'because', ...chosen(outputs, output) },
    });
  }

  #switch(
    { by, value, cases, byDefault }: Extract<Recipe, { kind: 'switch' }>,
    inputs: Readonly<Record<string, unknown>>,
    place: Place,
  ): WorkflowTask {
    const ref = this.#ref('switch');
    const decisionCases = Object.fromEntries(
      cases.map((one, index) => [chosen(CASES, index), this.#sequence(one, place)]),
    );
    const defaultCase = this.#sequence(byDefault, place);
    const which = chosen(CASE_VALUES, value);
    const shared = { inputParameters: { ...inputs, which }, decisionCases, defaultCase };
    if (by === 'decision') return system('DECISION', ref, { ...shared, caseValueParam: 'which' });
    const expression = by === 'value-param' ? 'which' : "$.which == 'A' ? 'B' : $.which";
    place.refs.push(ref);
    return system('SWITCH', ref, { ...shared, evaluatorType: by, expression });
  }

  #fork({ branches, mayFail, isSync }: Extract<Recipe, { kind: 'fork' }>, place: Place): readonly WorkflowTask[] {
    const [fork, join] = [this.#ref('fork'), this.#ref('join')];
    // Within a fork a join takes the server's own time.
    if (place.isInFork && !place.mayLag) return [];
    const isFailing = place.mayFail && mayFail;
    this.#isInOrder = false;
    const open = branches.map((branch) => {
      const inside = { ...place, isInFork: true, mayFail: isFailing, mayLag: !isFailing };
      const [refs, variables] = [[...place.refs], [...place.variables]];
      const tasks = this.#sequence(branch, { ...inside, refs, variables });
      // A branch must not be empty.
      const filled = tasks.length > 0 ? tasks : [this.#plain('NOOP', {}, { ...inside, refs, variables })];
      return { tasks: filled, refs, variables };
    });
    for (const { refs, variables } of open) {
      place.refs.push(...refs.filter((ref) => !place.refs.includes(ref)));
      place.variables.push(...variables.filter((name) => !place.variables.includes(name)));
    }
    const forkTasks = open.map(({ tasks }) => [...tasks]);
    for (const tasks of forkTasks)
      if (isFailing || this.#mustNotBeJoined(tasks.at(-1))) tasks.push(system('NOOP', this.#ref('noop')));
    place.refs.push(join);
    const joinOn = forkTasks.map((tasks) => tasks.at(-1)?.taskReferenceName ?? '');
    return [
      system('FORK_JOIN', fork, { forkTasks }),
      system('JOIN', join, { joinOn, ...(isSync && { joinMode: 'SYNC' as const }) }),
    ];
  }

  /**
   * A join that a failure ends has what it has seen of its branches until then, so that none of them may end with an output where one may fail.
   * A join that names a switch does not wait for the chosen case. And one that looks at an attempt between its failure and the next attempt
   * takes it for the failure of the task, which happens on the server now and then.
   */
  #mustNotBeJoined(last: WorkflowTask | undefined): boolean {
    if (last?.type === 'SWITCH' || last?.type === 'DECISION' || last?.type === 'TERMINATE') return true;
    return last !== undefined && this.#retried.has(last.taskReferenceName);
  }

  #dynamicFork(
    { form, count, system: isSystem }: Extract<Recipe, { kind: 'dynamicFork' }>,
    inputs: Readonly<Record<string, unknown>>,
    place: Place,
  ): readonly WorkflowTask[] {
    const [ref, join] = [this.#ref('dynamic_fork'), this.#ref('join')];
    const nth = Array.from({ length: count }, (_, index) => index);
    // Tasks of one type are queued in the same millisecond, and so come in any order: each has its own, or all get the same report.
    const types = nth.map((index) => `${ref}_${index}`);
    for (const type of form === 'forkTaskName' ? [`${ref}_each`] : types) {
      this.#taskDefs.push(taskDef(type));
      this.#workers[`#${type}`] = [completed({ n: type.length, o: { p: type } })];
    }
    if (form === 'forkTaskName') this.#isInOrder = false;
    place.refs.push(join);
    const forked = types.map((type, index): WorkflowTask =>
      isSystem && index % 2 === 0
        ? { name: type, taskReferenceName: type, type: 'NOOP' }
        : { name: `#${type}`, taskReferenceName: type, type: 'SIMPLE', inputParameters: { own: index } },
    );
    const forms = {
      tasks: {
        dynamicForkTasksParam: 'tasks',
        dynamicForkTasksInputParamName: 'inputs',
        inputParameters: { tasks: forked, inputs: Object.fromEntries(types.map((type) => [type, inputs])) },
      },
      forkTaskName: {
        inputParameters: {
          forkTaskName: `#${ref}_each`,
          forkTaskInputs: nth.map((index) => (index === 2 ? 'text' : { ...inputs, index })),
        },
      },
      old: {
        dynamicForkJoinTasksParam: 'dynamic',
        inputParameters: {
          dynamic: {
            dynamicTasks: types.map((type) => ({ taskName: `#${type}`, referenceName: type, input: inputs })),
          },
        },
      },
    } as const;
    return [system('FORK_JOIN_DYNAMIC', ref, forms[form]), system('JOIN', join)];
  }

  #loop(
    { times, by, body }: Extract<Recipe, { kind: 'loop' }>,
    inputs: Readonly<Record<string, unknown>>,
    place: Place,
  ): WorkflowTask {
    const ref = this.#ref('loop');
    const loopOver = this.#sequence(body, { ...place, loop: ref, times: place.times * Math.max(1, times) });
    // The body must not be empty.
    if (loopOver.length === 0) loopOver.push(this.#plain('NOOP', {}, place));
    place.refs.push(ref);
    if (by === 'items') {
      const items = `\${workflow.input.items[${times}]}`;
      return system('DO_WHILE', ref, { loopCondition: '', items, loopOver, inputParameters: inputs });
    }
    const loopCondition = `$.${ref}['iteration'] < ${times}`;
    return system('DO_WHILE', ref, { loopCondition, evaluatorType: 'javascript', loopOver, inputParameters: inputs });
  }

  #subWorkflow(
    { isInline, optional, body }: Extract<Recipe, { kind: 'sub' }>,
    inputs: Readonly<Record<string, unknown>>,
    place: Place,
  ): WorkflowTask {
    const ref = this.#ref('sub');
    const inside: Place = {
      ...place,
      refs: [],
      variables: [],
      loop: undefined,
      mayFail: place.mayFail,
      isInFork: false,
    };
    const tasks = this.#sequence(body, inside);
    if (tasks.length === 0) tasks.push(this.#plain('NOOP', {}, inside));
    const shown = Object.fromEntries(inside.refs.map((one) => [one, `\${${one}.output}`]));
    const child = workflow(tasks, {
      name: isInline ? `inner_${ref}` : `#${ref}`,
      outputParameters: { ...shown, given: '${workflow.input}' },
    });
    if (!isInline) this.#others.push(child);
    place.refs.push(ref);
    return system('SUB_WORKFLOW', ref, {
      subWorkflowParam: { name: child.name, version: 1, ...(isInline && { workflowDefinition: child }) },
      inputParameters: { ...INPUT, ...inputs },
      ...(optional && { optional: true }),
    });
  }

  #inputs(recipes: readonly InputRecipe[], place: Place): Readonly<Record<string, unknown>> {
    return Object.fromEntries(recipes.map((recipe, index) => [`p${index}`, valueOf(recipe, place)]));
  }
}

/** The reports after the failed attempts. Where nothing may fail for good, only optional tasks do. */
function endOf({ end, mayFail, output }: WorkerRecipe, place: Place): readonly Report[] {
  const success = completed(outputOf(output));
  const isHarmless = mayFail === 'optional';
  if (end === 'inProgressFirst') {
    const first: Report = { status: 'IN_PROGRESS', callbackAfterSeconds: 0, outputData: { part: 1 } };
    return place.isInFork ? [success] : [first, success];
  }
  if (end === 'completed' || (!place.mayFail && (!isHarmless || end === 'canceled'))) return [success];
  if (end === 'failed') return [failed('broken', outputOf(output))];
  if (end === 'failedTerminally') return [failedTerminally('broken for good')];
  return [{ status: 'CANCELED', reasonForIncompletion: 'not wanted' }];
}

/** Whether the end comes once more: a failure that is not for good is retried as often as the task definition says. */
function isAgain(ends: readonly Report[], { retryCount }: WorkerRecipe): boolean {
  return retryCount > 0 && ends.at(-1)?.status === 'FAILED';
}

function outputOf(recipe: OutputRecipe): Record<string, unknown> {
  switch (recipe) {
    case 'empty':
      return {};
    case 'number':
      return { n: 7, result: 1.25 };
    case 'object':
      return { o: { p: 'q', r: [1] }, s: 'text' };
    case 'list':
      return { list: [1, { v: 2 }, 'three'] };
    case 'texts':
      return { s: '${not.an.expression.here}', n: 'A' };
  }
}

function valueOf(recipe: InputRecipe, { refs, variables, loop }: Place): unknown {
  const sources = [
    (path: number) => `\${workflow.input${chosen(INPUT_PATHS, path)}}`,
    (path: number) => `\${workflow.${chosen(['correlationId', 'version', 'workflowType'], path)}}`,
    ...refs.map((ref) => (path: number) => `\${${ref}${chosen(OUTPUT_PATHS, path)}}`),
    ...variables.map((name) => () => `\${workflow.variables.${name}}`),
    ...(loop === undefined ? [] : [() => `\${${loop}.output.iteration}`]),
  ];
  const expression = chosen(sources, recipe.of)(recipe.path);
  switch (recipe.form) {
    case 'lone':
      return expression;
    case 'text':
      return asText(`v=${expression};`, expression);
    case 'two':
      return asText(`${expression} and ${chosen(sources, recipe.path)(recipe.of)}`, expression);
    case 'nested':
      return { list: [expression, { x: expression }], plain: 1 };
    case 'literal':
      return chosen(LITERALS, recipe.of);
    case 'escaped':
      return `$${expression}`;
    case 'missing':
      return '${workflow.input.a.b.c}';
  }
}

/**
 * What differs as text: the output of a loop has numbers as keys, which JavaScript puts first, and the input of a sub-workflow has the whole
 * definition, which the server prints in its own way.
 */
function asText(text: string, otherwise: string): string {
  return /\$\{(loop\w*\.output|sub\w*\.input)\}/.test(text) ? otherwise : text;
}

function chosen<Value>(values: readonly Value[], nth: number): Value {
  return values[nth % values.length] as Value;
}
