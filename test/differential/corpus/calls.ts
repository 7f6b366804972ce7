import type { DifferentialCase } from '../case.js';
import { completed, simple, system, taskDef, workflow } from './parts.js';

/** The server that answers, see answering-server.ts. */
const CALLED = 'http://answering.invalid';

function calling(
  name: string,
  inputParameters: Record<string, unknown>,
  more: Partial<DifferentialCase> = {},
): DifferentialCase {
  return {
    name,
    covers: ['HTTP'],
    workflow: workflow([
      system('HTTP', 'call', { inputParameters }),
      simple('a', {
        inputParameters: { status: '${call.output.response.statusCode}', body: '${call.output.response.body}' },
      }),
    ]),
    taskDefs: [taskDef('a')],
    workers: { '#a': [completed()] },
    ...more,
    allow: [
      { path: /workerId/, reason: 'the name of the machine that the server runs on' },
      { path: /headers/, reason: 'headers of the connection' },
      { path: /reasonForIncompletion|response$/, reason: 'text of an HTTP error' },
    ],
  };
}

/** HTTP. */
export const calls: readonly DifferentialCase[] = [
  calling('a call that is answered with JSON', { uri: `${CALLED}/json`, method: 'GET' }),
  calling('a call with a body that is answered with text', { uri: `${CALLED}/text`, method: 'POST', body: { x: 1 } }),
  calling('a call in the old form', { http_request: { uri: `${CALLED}/json`, method: 'GET' } }),
  calling('a call that is answered with nothing', { uri: `${CALLED}/nothing`, method: 'GET' }),
  calling('a call that is refused fails', { uri: `${CALLED}/broken`, method: 'GET' }),
  calling('a call without an address fails', { uri: '${workflow.input.nowhere}', method: 'GET' }),
];
