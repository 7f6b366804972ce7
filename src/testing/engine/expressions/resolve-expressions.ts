import { ExpressionError, MAX_DEPTH } from './expression-error.js';
import { hashMapOrder } from './java-hash-map.js';
import { isMap, type JsonDocument } from './json-document.js';
import { parseTemplate, resolveTemplate, type Template, type TemplateContext } from './template.js';
import { setOwnValue } from '../own-properties.js';

/** What expressions see. All values are JSON; what the maps inherit is not seen. */
export interface ExpressionScope {
  /** `${workflow.…}`: input, output, variables, status and so on. */
  readonly workflow: Readonly<Record<string, unknown>>;
  /** `${ref.…}`: the last task of that reference name, undefined when it has not been scheduled. */
  task(ref: string): Readonly<Record<string, unknown>> | undefined;
  /** `${CPEWF_TASK_ID}`. Without it the expression stays as it is. */
  readonly taskId?: string;
  /** The names that {@link task} knows, needed only by paths that start with a wildcard or with `..`. */
  taskRefs?(): Iterable<string>;
}

/**
 * Resolves all `${…}` in a value: at any depth of objects and lists, not in keys. A text that is one expression and nothing else becomes
 * what that has, of any type; in a longer text values are written as Java does. Paths that lead nowhere, or cannot be read, give null.
 *
 * Objects are taken as immutable: each is looked through once and remembered. What holds no expression is returned as it is, and values
 * are not copied.
 *
 * @throws ExpressionError when expressions or values are nested too deep, or a path would visit too much.
 *
 * @example
 * resolveExpressions({ id: '${workflow.input.id}', text: 'order ${workflow.input.id}' }, scope); // { id: 42, text: 'order 42' }
 */
export function resolveExpressions(value: unknown, scope: ExpressionScope): unknown {
  if (typeof value === 'string') {
    return value.includes('${') ? resolveTemplate(parseTemplate(value), contextOf(scope)) : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  return run(planOf(value, 0), contextOf(scope));
}

function contextOf(scope: ExpressionScope): TemplateContext {
  return { document: new ScopeDocument(scope), taskId: scope.taskId };
}

class ScopeDocument implements JsonDocument {
  constructor(private readonly scope: ExpressionScope) {}

  get(name: string): unknown {
    return name === 'workflow' ? this.scope.workflow : this.scope.task(name);
  }

  all(): Readonly<Record<string, unknown>> {
    const refs = [...(this.scope.taskRefs?.() ?? [])];
    const tasks = refs.map((ref): [string, unknown] => [ref, this.scope.task(ref)]);
    return Object.fromEntries([...tasks.filter(([, task]) => task !== undefined), ['workflow', this.scope.workflow]]);
  }
}

/** How to build the resolved form of one value of a definition. */
type Plan =
  | { readonly kind: 'constant'; readonly value: unknown }
  | { readonly kind: 'template'; readonly template: Template }
  | { readonly kind: 'list'; readonly items: readonly Plan[] }
  | { readonly kind: 'map'; readonly keys: readonly string[]; readonly values: readonly Plan[] };

const plans = new WeakMap<object, Plan>();

function planOf(value: unknown, depth: number): Plan {
  if (depth > MAX_DEPTH) throw new ExpressionError(`a value is nested more than ${MAX_DEPTH} levels deep`);
  if (typeof value === 'string') return textPlan(value);
  if (typeof value !== 'object' || value === null) return { kind: 'constant', value };
  const known = plans.get(value);
  if (known) return known;
  const plan = Array.isArray(value) ? listPlan(value, depth) : isMap(value) ? mapPlan(value, depth) : undefined;
  if (!plan) return { kind: 'constant', value };
  plans.set(value, plan);
  return plan;
}

function textPlan(text: string): Plan {
  if (!text.includes('${')) return { kind: 'constant', value: text };
  const template = parseTemplate(text);
  return template.kind === 'text' ? { kind: 'constant', value: template.text } : { kind: 'template', template };
}

function listPlan(list: readonly unknown[], depth: number): Plan {
  const items = list.map((item) => planOf(item, depth + 1));
  if (items.every((item, at) => item.kind === 'constant' && item.value === list[at]))
    return { kind: 'constant', value: list };
  return { kind: 'list', items };
}

function mapPlan(map: Readonly<Record<string, unknown>>, depth: number): Plan {
  const given = Object.keys(map);
  const keys = hashMapOrder(given);
  const values = keys.map((key) => planOf(map[key], depth + 1));
  const isUnchanged = keys.every((key, at) => {
    const plan = values[at];
    return key === given[at] && plan?.kind === 'constant' && plan.value === map[key];
  });
  return isUnchanged ? { kind: 'constant', value: map } : { kind: 'map', keys, values };
}

function run(plan: Plan, context: TemplateContext): unknown {
  switch (plan.kind) {
    case 'constant':
      return plan.value;
    case 'template':
      return resolveTemplate(plan.template, context);
    case 'list':
      return plan.items.map((item) => run(item, context));
    case 'map': {
      const result: Record<string, unknown> = {};
      for (let at = 0; at < plan.keys.length; at++) {
        const key = plan.keys[at];
        const value = plan.values[at];
        if (key === undefined || value === undefined) continue;
        const resolved = run(value, context);
        if (key === '__proto__') setOwnValue(result, key, resolved);
        else result[key] = resolved;
      }
      return result;
    }
  }
}
