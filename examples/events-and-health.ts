/**
 * What a runner tells about itself: events as they happen, its status and its health when they are asked for.
 *
 *   CONDUCTOR_SERVER_URL=http://localhost:8080/api npx tsx examples/events-and-health.ts
 *
 * `GET /health` of the port in PORT (default 8081) is 200 while the runner makes progress, else 503; `/status` is the whole picture.
 */
import { createServer } from 'node:http';

import { TaskRunner } from 'conductor-typescript';

const runner = new TaskRunner({
  workers: [
    { name: 'resize_image', concurrency: 4, execute: ({ inputData }) => ({ resized: inputData.image }) },
    { name: 'send_mail', execute: ({ inputData }) => ({ sentTo: inputData.to }) },
  ],
});

// One of these for each polled task, once the server has answered.
runner.on('taskCompleted', ({ taskType, executeMs, updateMs }) =>
  console.log(
    `${taskType} completed: ${Math.round(executeMs)} ms in the handler, ${Math.round(updateMs)} ms to report`,
  ),
);
runner.on('taskFailed', ({ taskType, error }) => console.error(`${taskType} failed`, error));
runner.on('taskDropped', ({ taskType, task, reason }) =>
  console.error(`${taskType} ${task.taskId} dropped: ${reason}`),
);
// Without a listener, the first of these would be a warning of the process.
runner.on('pollFailed', ({ taskType, error, retryInMs }) =>
  console.error(`poll for ${taskType}, again in ${retryInMs} ms`, error),
);
runner.on('error', ({ cause, error }) => console.error(cause, error));

const server = createServer((request, response) => {
  const health = runner.health();
  const [status, body] = request.url === '/status' ? [200, runner.status()] : [health.healthy ? 200 : 503, health];
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
});
server.listen(Number(process.env.PORT ?? 8081), '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) console.log(`http://127.0.0.1:${address.port}/health`);
});
await runner.start();

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close();
    void runner.stop();
  });
}
