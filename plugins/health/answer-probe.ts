import type { IncomingMessage, ServerResponse } from 'node:http';
import { pathOf, sendText } from '../shared/plugin-server.js';
import { statusOf } from './health-status.js';
import type { WatchedRunner } from './watched-runner.js';

/** How many reasons are told; a process with more workers than that has one and the same problem with most of them. */
const MAX_REASONS = 50;

/** Answers `/livez` and `/readyz` in words, `/status` in JSON, and says of every other path what there is. */
export function answerProbe(
  runners: readonly WatchedRunner[],
  request: IncomingMessage,
  response: ServerResponse,
): void {
  switch (pathOf(request)) {
    case '/livez': {
      answer(
        response,
        'live',
        runners.flatMap((runner) => runner.wedges()),
      );
      break;
    }
    case '/readyz': {
      const obstacles = runners.flatMap((runner) => runner.obstacles());
      answer(response, 'ready', runners.length === 0 ? ['there is no runner'] : obstacles);
      break;
    }
    case '/status': {
      const json = `${JSON.stringify(statusOf(runners))}\n`;
      sendText(response, 200, json, { 'content-type': 'application/json; charset=utf-8' });
      break;
    }
    default:
      sendText(response, 404, 'There are /livez, /readyz and /status.\n');
  }
}

function answer(response: ServerResponse, wanted: 'live' | 'ready', reasons: readonly string[]): void {
  if (reasons.length === 0) {
    sendText(response, 200, `${wanted}\n`);
    return;
  }
  const more = reasons.length - MAX_REASONS;
  const lines = [`not ${wanted}`, ...reasons.slice(0, MAX_REASONS), ...(more > 0 ? [`and ${more} more`] : [])];
  sendText(response, 503, `${lines.join('\n')}\n`);
}
