import type { Action, EventHandler } from '../../../../generated/index.js';
import { isJsonObject, type JsonObject } from '../model.js';
import { type FromWire, isMissing } from './from-wire.js';
import { emptyTextError, type ValidationError } from './validation-error.js';

/** What the server finds wrong with an event handler. Neither its event nor what its actions need is looked at. */
export function eventHandlerErrors({ name, event, actions }: FromWire<EventHandler>): readonly ValidationError[] {
  const noActions = { path: 'actions', message: 'No actions specified. Please specify at-least one action' };
  return [
    ...emptyTextError('name', name, 'Missing event handler name'),
    ...emptyTextError('event', event, 'Missing event location'),
    ...(actions === null ? [{ path: 'actions', message: 'must not be null' }] : []),
    ...(isMissing(actions) || actions.length === 0 ? [noActions] : []),
  ];
}

/** An event handler as the server stores and answers it. */
export function withEventHandlerDefaults(handler: FromWire<EventHandler>): EventHandler {
  const actions = (handler.actions ?? []) as readonly (FromWire<Action> | null)[];
  return {
    ...withoutNulls(handler),
    active: handler.active ?? false,
    actions: actions.map((action) => action && withActionDefaults(action)),
  } as EventHandler;
}

/** What an action does has a map of its own in each of these fields. */
const MAPS: Readonly<Record<string, string>> = {
  start_workflow: 'input',
  complete_task: 'output',
  fail_task: 'output',
};

function withActionDefaults(action: FromWire<Action>): JsonObject {
  const fields: JsonObject = { expandInlineJSON: false, ...withoutNulls(action) };
  for (const [name, map] of Object.entries(MAPS)) {
    const details = fields[name];
    if (isJsonObject(details)) fields[name] = { [map]: {}, ...withoutNulls(details) };
  }
  return fields;
}

function withoutNulls(fields: object): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isMissing(value)));
}
