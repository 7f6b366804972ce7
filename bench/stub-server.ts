import { createServer, type Socket } from 'node:net';
import { ID_PLACEHOLDER, polledTaskText, WORKFLOW_PLACEHOLDER } from './polled-task.js';

/*
 * A Conductor server as far as a worker sees one, in a process of its own: batch polls always find as many tasks as they ask for, every
 * update is taken. It speaks HTTP by hand over node:net, since node:http alone costs more than a whole task costs the worker, and the
 * slower side would be measured then. Pipelining, chunked requests and anything beyond its three routes are not understood.
 *
 *   GET  /{cell}/api/tasks/poll/batch/{type}?count=n   n tasks with ids never used before, each of another workflow, as JSON,
 *                                                      chunked as the real server does
 *   POST /{cell}/api/tasks                             200, the task's id as text/plain
 *   GET  /{cell}/stats                                 { polls, updates }: what was served for this cell
 *
 * It prints its port on the first line and ends when its standard input does, so that it never outlives who started it.
 */

const TASK_TYPE = 'bench_task';
const MOST_TASKS = 1_000;
const ID_LENGTH = ID_PLACEHOLDER.length;
const ID_END_LENGTH = 12;
const ID_END = ID_LENGTH - ID_END_LENGTH;
const HEAD_END = Buffer.from('\r\n\r\n');

/** What was served for one cell. */
interface Served {
  polls: number;
  updates: number;
}

const served = new Map<string, Served>();
let lastTask = 0;

const task = Buffer.from(polledTaskText(TASK_TYPE), 'latin1');
const idOffset = task.indexOf(ID_PLACEHOLDER);
const workflowOffset = task.indexOf(WORKFLOW_PLACEHOLDER);
/** `task,task,task…`: a poll copies as much of it as it hands out, and writes the ids over. */
const tasks = Buffer.from(Array<string>(MOST_TASKS).fill(task.toString('latin1')).join(','), 'latin1');
const updateHead = head('text/plain;charset=UTF-8', `Content-Length: ${ID_LENGTH}`);
const pollHead = head('application/json', 'Transfer-Encoding: chunked');

function head(contentType: string, framing: string): string {
  return `HTTP/1.1 200 \r\nContent-Type: ${contentType}\r\n${framing}\r\nDate: ${new Date().toUTCString()}\r\n\r\n`;
}

/** What the ids of a task and of its workflow end with: one of its own for each task handed out. */
function nextIdEnd(): string {
  lastTask += 1;
  return lastTask.toString(16).padStart(ID_END_LENGTH, '0');
}

function answerPoll(count: number): Buffer {
  const bodyLength = count === 0 ? 2 : count * (task.length + 1) + 1;
  const opening = `${pollHead}${bodyLength.toString(16)}\r\n[`;
  const answer = Buffer.allocUnsafe(opening.length + bodyLength - 1 + 7);
  answer.write(opening, 0, 'latin1');
  let offset = opening.length;
  if (count > 0) {
    tasks.copy(answer, offset, 0, count * (task.length + 1) - 1);
    for (let index = 0; index < count; index++) {
      const idEnd = nextIdEnd();
      answer.write(idEnd, offset + idOffset + ID_END, 'latin1');
      answer.write(idEnd, offset + workflowOffset + ID_END, 'latin1');
      offset += task.length + 1;
    }
    offset -= 1;
  }
  answer.write(']\r\n0\r\n\r\n', offset, 'latin1');
  return answer;
}

function answerUpdate(body: Buffer): string {
  const key = body.indexOf('"taskId":"');
  if (key === -1) throw new Error(`an update without a taskId: ${body.toString()}`);
  const start = key + '"taskId":"'.length;
  return updateHead + body.toString('latin1', start, start + ID_LENGTH);
}

function answerStats(stats: Served): string {
  const body = JSON.stringify(stats);
  return head('application/json', `Content-Length: ${body.length}`) + body;
}

function answer(socket: Socket, requestLine: string, body: Buffer): void {
  const path = requestLine.slice(requestLine.indexOf(' ') + 1);
  const cell = path.slice(1, path.indexOf('/', 1));
  let stats = served.get(cell);
  if (stats === undefined) served.set(cell, (stats = { polls: 0, updates: 0 }));
  if (requestLine.startsWith('POST ')) {
    stats.updates += 1;
    socket.write(answerUpdate(body), 'latin1');
    return;
  }
  if (path.startsWith('/stats', cell.length + 1)) {
    socket.write(answerStats(stats), 'latin1');
    return;
  }
  const count = Number(/\/tasks\/poll\/batch\/[^?]+\?(?:.*&)?count=(\d+)/.exec(path)?.[1]);
  if (!(count <= MOST_TASKS)) throw new Error(`not a poll for up to ${MOST_TASKS} tasks: ${requestLine}`);
  stats.polls += 1;
  socket.write(answerPoll(count));
}

/** Answers the request at the start of `received` and returns what comes after it; all of it if it is not complete. */
function serveOne(socket: Socket, received: Buffer): Buffer {
  const headEnd = received.indexOf(HEAD_END);
  if (headEnd === -1) return received;
  const text = received.toString('latin1', 0, headEnd);
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(text)?.[1] ?? 0);
  const bodyStart = headEnd + HEAD_END.length;
  if (received.length < bodyStart + length) return received;
  const bodyEnd = bodyStart + length;
  answer(socket, text.slice(0, text.indexOf('\r\n')), received.subarray(bodyStart, bodyEnd));
  return received.subarray(bodyEnd);
}

const server = createServer({ noDelay: true }, (socket) => {
  let waiting: Buffer | undefined;
  socket.on('data', (chunk: Buffer) => {
    const rest = serveOne(socket, waiting === undefined ? chunk : Buffer.concat([waiting, chunk]));
    waiting = rest.length === 0 ? undefined : rest;
  });
  // A worker that ends resets its connections.
  socket.on('error', () => socket.destroy());
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  process.stdout.write(`${address.port}\n`);
});
process.stdin.on('end', () => process.exit(0)).resume();
