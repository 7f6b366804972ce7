import { Pool } from 'undici';
import { startBareLoop, type BareTask } from './bare-loop.js';
import { TASK_TYPE, type Subject, type SubjectSettings } from './subject.js';

const JSON_HEADERS = { 'content-type': 'application/json' };

/** A bare loop as one would write it with undici: `Pool.request`, one pool. */
export function startRaw({ serverUrl, concurrency }: SubjectSettings): Subject {
  const { origin, pathname } = new URL(serverUrl);
  const updatePath = `${pathname}/api/tasks`;
  const pool = new Pool(origin, { connections: concurrency + 2 });
  return startBareLoop(
    {
      async poll(count) {
        const path = `${pathname}/api/tasks/poll/batch/${TASK_TYPE}?count=${count}&timeout=0&workerid=bench`;
        const { statusCode, body } = await pool.request({ method: 'GET', path });
        if (statusCode !== 200) throw new Error(`a poll was answered ${statusCode}: ${await body.text()}`);
        return (await body.json()) as BareTask[];
      },
      async update(result) {
        const answer = await pool.request({ method: 'POST', path: updatePath, headers: JSON_HEADERS, body: result });
        const text = await answer.body.text();
        if (answer.statusCode !== 200) throw new Error(`an update was answered ${answer.statusCode}: ${text}`);
      },
      close: () => pool.close(),
    },
    concurrency,
  );
}
