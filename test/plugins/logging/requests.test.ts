import { expect } from 'chai';
import { logging, type Logger, type LoggingOptions } from '../../../plugins/logging/index.js';
import {
  createConductorClient,
  TaskResourceService,
  TransportFailure,
  type ConductorClient,
  type TransportResponse,
} from '../../../src/index.js';
import { json } from '../../runner/support/answers.js';
import { fiveMethods, pinoInMemory, type LogRecord } from './support/records.js';

function clientOf(
  answers: readonly (number | 'lost')[],
  options: LoggingOptions,
  onPluginError?: (error: unknown) => void,
): ConductorClient {
  const left = [...answers];
  const send = (): Promise<TransportResponse> => {
    const answer = left.shift() ?? 200;
    if (answer === 'lost')
      return Promise.reject(new TransportFailure('connection', 'connection reset', { mayHaveArrived: true }));
    return Promise.resolve(json(answer, answer === 200 ? {} : { status: answer, message: 'no', retryable: false }));
  };
  return createConductorClient({
    ...{ serverUrl: 'http://scripted', auth: false, proxy: false, plugins: [logging(options)], random: () => 0 },
    transport: () => ({
      send,
      stream: () => Promise.reject(new Error('this server has no streams')),
      close: () => Promise.resolve(),
    }),
    ...(onPluginError && { onPluginError }),
  });
}

async function call(client: ConductorClient): Promise<void> {
  await TaskResourceService.getTask({ client, path: { taskId: 'task-1' }, throwOnError: false });
}

describe('logging() of the requests of a client', () => {
  async function recordsOf(answers: readonly (number | 'lost')[], options: LoggingOptions): Promise<LogRecord[]> {
    const { logger, records } = pinoInMemory('debug');
    await call(clientOf(answers, { logger, ...options }));
    return records;
  }

  it('is off unless it is asked for', async () => {
    expect(await recordsOf(['lost', 503], {})).to.deep.equal([]);
  });

  it('writes attempts without an answer, and those that failed on the server', async () => {
    const [lost, busy, ...more] = await recordsOf(['lost', 503, 200], { requests: true });
    expect(lost).to.deep.include({ level: 'debug', event: 'requestCompleted', msg: 'request failed' });
    expect(lost).to.deep.include({ route: 'GET /tasks/{taskId}', status: 0, attempt: 1 });
    expect(lost?.durationMs).to.be.a('number');
    expect(lost?.err).to.include({ type: 'ConductorConnectionError' });
    expect(busy).to.deep.include({ status: 503, attempt: 2 });
    expect(more).to.deep.equal([]);
  });

  it('writes no answer that is about the request alone', async () => {
    expect(await recordsOf([404], { requests: true })).to.deep.equal([]);
  });

  it('writes at the level that it is told', async () => {
    expect((await recordsOf(['lost'], { requests: 'warn' })).map(({ level }) => level)).to.deep.equal(['warn']);
  });

  it('writes some of many', async () => {
    const { logger, records } = pinoInMemory('debug');
    const client = clientOf(new Array<number>(30).fill(500), { logger, requests: true, repeats: { every: 10 } });
    for (let index = 0; index < 30; index += 1) {
      await TaskResourceService.getTask({ client, path: { taskId: 'x' }, throwOnError: false, retry: false });
    }
    expect(records.map(({ count, suppressed }) => [count, suppressed])).to.deep.equal([
      [undefined, undefined],
      ...[10, 20, 30].map((count) => [count, count === 10 ? 8 : 9]),
    ]);
  });

  it('tells the client of a logger that fails, once, and lets the call go on', async () => {
    const errors: unknown[] = [];
    const fails = (): never => {
      throw new Error('the disk is full');
    };
    const logger: Logger = { ...fiveMethods().logger, debug: fails };
    const client = clientOf(['lost', 503, 200], { logger, level: 'debug', requests: true }, (error) => {
      errors.push(error);
    });
    const { data } = await TaskResourceService.getTask({ client, path: { taskId: 'task-1' }, throwOnError: false });
    expect(data).to.deep.equal({});
    expect(errors).to.have.length(1);
    expect(errors[0]).to.have.nested.property('cause.message', 'the disk is full');
  });
});
