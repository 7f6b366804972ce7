import type { Content, Operation, Parameter } from '../openapi-document.js';
import type { ApiChange } from './api-change.js';
import { schemaChanges, typeText } from './schema-changes.js';

const sent = { sent: true, received: false };
const received = { sent: false, received: true };

/** The changes of one operation that is in both documents. */
export function operationChanges(before: Operation, after: Operation, key: string): ApiChange[] {
  const change = (effect: ApiChange['effect'], text: string): ApiChange => ({ effect, subject: key, text });
  const changes: ApiChange[] = [];
  const [tag, tagNow] = [before.tags?.[0], after.tags?.[0]];
  if (tag !== tagNow) changes.push(change('check', `moves from ${tag ?? 'no tag'} to ${tagNow ?? 'no tag'}`));
  if (after.deprecated === true && before.deprecated !== true) changes.push(change('check', 'is deprecated now'));
  return [
    ...changes,
    ...parameterChanges(before.parameters ?? [], after.parameters ?? [], key),
    ...bodyChanges(before.requestBody, after.requestBody, key),
    ...answerChanges(before.responses, after.responses, key),
  ];
}

function parameterChanges(before: Parameter[], after: Parameter[], key: string): ApiChange[] {
  const name = (parameter: Parameter): string => `${parameter.in} parameter ${parameter.name}`;
  const was = new Map(before.map((parameter) => [name(parameter), parameter]));
  const is = new Map(after.map((parameter) => [name(parameter), parameter]));
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((id): ApiChange[] => {
    const [old, now] = [was.get(id), is.get(id)];
    if (old === undefined) {
      return now?.required === true
        ? [{ effect: 'breaks', subject: key, text: `gains the required ${id}` }]
        : [{ effect: 'adds', subject: key, text: `gains the ${id}` }];
    }
    if (now === undefined) {
      return [{ effect: 'check', subject: key, text: `loses the ${id}: the server ignores it` }];
    }
    const changes = schemaChanges(old.schema, now.schema, `${key} ${id}`, sent);
    if (now.required === true && old.required !== true) {
      changes.unshift({ effect: 'breaks', subject: key, text: `requires the ${id} now` });
    }
    if (now.required !== true && old.required === true) {
      changes.unshift({ effect: 'adds', subject: key, text: `no longer requires the ${id}` });
    }
    return changes;
  });
}

function bodyChanges(before: Operation['requestBody'], after: Operation['requestBody'], key: string): ApiChange[] {
  if (before === undefined && after === undefined) return [];
  if (before === undefined) {
    return after?.required === true
      ? [{ effect: 'breaks', subject: key, text: 'requires a body now' }]
      : [{ effect: 'adds', subject: key, text: 'takes a body now' }];
  }
  if (after === undefined) return [{ effect: 'check', subject: key, text: 'no longer takes a body' }];
  const changes = contentChanges(before.content, after.content, `${key} body`, sent);
  if (after.required === true && before.required !== true) {
    changes.unshift({ effect: 'breaks', subject: key, text: 'requires its body now' });
  }
  if (after.required !== true && before.required === true) {
    changes.unshift({ effect: 'adds', subject: key, text: 'no longer requires its body' });
  }
  return changes;
}

function answerChanges(before: Operation['responses'], after: Operation['responses'], key: string): ApiChange[] {
  const statuses = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return statuses.flatMap((status): ApiChange[] => {
    const [was, is] = [before[status], after[status]];
    if (was === undefined) return [{ effect: 'check', subject: key, text: `may answer ${status} now` }];
    if (is === undefined) return [{ effect: 'check', subject: key, text: `no longer answers ${status}` }];
    return contentChanges(was.content ?? {}, is.content ?? {}, `${key} ${status}`, received);
  });
}

function contentChanges(before: Content, after: Content, place: string, direction: typeof sent): ApiChange[] {
  const [was, is] = [contentText(before), contentText(after)];
  if (was !== is) return [{ effect: 'breaks', subject: place, text: `is ${is} instead of ${was}` }];
  return Object.entries(before).flatMap(([type, { schema }]) => {
    const now = after[type]?.schema;
    return schema === undefined || now === undefined ? [] : schemaChanges(schema, now, place, direction);
  });
}

function contentText(content: Content): string {
  const parts = Object.entries(content).map(
    ([type, { schema }]) => `${schema === undefined ? 'anything' : typeText(schema)} as ${type}`,
  );
  return parts.length === 0 ? 'empty' : parts.join(', ');
}
