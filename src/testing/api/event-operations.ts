import type { EventHandler } from '../../../generated/index.js';
import { EMPTY, json } from './answer.js';
import { bodyOf, booleanQuery, pathOf } from './arguments.js';
import { eventHandlerShape } from './event-handler-shape.js';
import type { Call, OperationTable } from './operation.js';

const RESOURCE = 'com.netflix.conductor.rest.controllers.EventResource';

/** What listens to events. */
export const eventOperations: OperationTable = {
  'GET /api/event': ({ engine }) => json(engine.events.handlers()),
  'POST /api/event': ({ engine }, call) => {
    engine.events.addHandler(handlerOf(call, 'addEventHandler'));
    return EMPTY;
  },
  'PUT /api/event': ({ engine }, call) => {
    engine.events.updateHandler(handlerOf(call, 'updateEventHandler'));
    return EMPTY;
  },
  'GET /api/event/{event}': ({ engine }, call) =>
    json(engine.events.handlersOf(pathOf(call, 'event'), booleanQuery(call, 'activeOnly', true))),
  'DELETE /api/event/{name}': ({ engine }, call) => {
    engine.events.removeHandler(pathOf(call, 'name'));
    return EMPTY;
  },
};

function handlerOf(call: Call, method: string): EventHandler {
  return bodyOf(call, eventHandlerShape, `public void ${RESOURCE}.${method}`) as EventHandler;
}
