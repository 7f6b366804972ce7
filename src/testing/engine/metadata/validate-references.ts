import type { WorkflowTask } from '../../../../generated/index.js';
import { isReadablePath } from '../expressions/parse-json-path.js';
import type { FromWire } from './from-wire.js';
import type { ValidationError } from './validation-error.js';

/**
 * The expressions in the parameters of the tasks of a definition (not of those in branches and loops) that cannot be read, or refer to a
 * task that is not there. It takes a text apart in its own way: from each `${` to the next `}`.
 */
export function referenceErrors(
  tasks: readonly FromWire<WorkflowTask>[],
  references: ReadonlySet<unknown>,
): readonly ValidationError[] {
  return tasks.flatMap((task) =>
    messagesOf('', task.inputParameters ?? {}, task.name ?? 'null', references).map((message) => ({
      path: '',
      message,
    })),
  );
}

function messagesOf(
  key: string,
  value: unknown,
  taskName: string,
  references: ReadonlySet<unknown>,
): readonly string[] {
  if (typeof value === 'string') return textMessages(key, value, taskName, references);
  if (Array.isArray(value)) return value.flatMap((item) => messagesOf(key, item, taskName, references));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => messagesOf(name, item, taskName, references));
}

function textMessages(
  key: string,
  text: string,
  taskName: string,
  references: ReadonlySet<unknown>,
): readonly string[] {
  return text.split(/(?=(?<!\$)\$\{)|(?<=\})/).flatMap((part): string[] => {
    if (!part.startsWith('${') || !part.endsWith('}')) return [];
    const path = part.slice(2, -1);
    if (!isReadablePath(path)) return [`key: ${key} input parameter value: ${path} is not valid`];
    if (['CPEWF_TASK_ID', 'NETFLIX_ENV', 'NETFLIX_STACK'].includes(path)) return [];
    const [reference = ''] = path.split('.');
    if (reference === 'workflow' || references.has(reference)) return [];
    const place = `taskReferenceName: ${reference} for given task: ${taskName} input value: ${key} of input parameter: ${text}`;
    return [`${place} is not defined in workflow definition.`];
  });
}
