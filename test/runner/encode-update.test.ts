import { expect } from 'chai';
import type { Client } from '../../generated/client/index.js';
import { createConductorClient } from '../../src/client/create-conductor-client.js';
import { encodeUpdate, replaceByFailure, toUpdate } from '../../src/runner/encode-update.js';
import { handBackOf } from '../../src/runner/hand-back.js';
import type { PendingResult } from '../../src/runner/result-store.js';
import type { HandlerResult } from '../../src/worker/worker.js';
import { aTask } from '../worker/a-task.js';

const MIB = 1_048_576;

function pendingOf(result: HandlerResult, logs: { log: string; createdTime: number }[] = []): PendingResult {
  const task = aTask();
  const update = toUpdate(task, result, 'me', logs);
  return { task, result, update, handBack: false, attempts: 0, attemptMs: 0, since: 0 };
}

/** A client that counts what it encodes. */
function countingClient(): { readonly client: Client; readonly encoded: unknown[] } {
  const encoded: unknown[] = [];
  const client = createConductorClient({
    ...{ serverUrl: 'http://unused', auth: false, proxy: false },
    json: {
      parse: (text) => JSON.parse(text) as unknown,
      stringify: (value) => {
        encoded.push(value);
        return JSON.stringify(value);
      },
    },
  });
  return { client, encoded };
}

describe('the update for a result', () => {
  it('carries who, what and nothing that was not said', () => {
    expect(toUpdate(aTask(), { status: 'FAILED' }, 'me', undefined)).to.deep.equal({
      workflowInstanceId: 'workflow-1',
      taskId: 'task-1',
      workerId: 'me',
      status: 'FAILED',
    });
    expect(toUpdate(aTask(), { status: 'COMPLETED' }, 'me', [])).not.to.have.property('logs');
  });

  it('carries all that was said', () => {
    const logs = [{ log: 'a line', createdTime: 5 }];
    const result = {
      status: 'IN_PROGRESS',
      outputData: { a: 1 },
      reasonForIncompletion: 'waiting',
      callbackAfterSeconds: 5,
    } as const;
    expect(toUpdate(aTask(), result, 'me', logs)).to.deep.equal({
      ...{ workflowInstanceId: 'workflow-1', taskId: 'task-1', workerId: 'me', logs },
      ...result,
    });
  });
});

describe('an IN_PROGRESS result that is to come back at once', () => {
  it('comes back after two seconds: sooner, the server may lose the next result', () => {
    const update = toUpdate(aTask(), { status: 'IN_PROGRESS', callbackAfterSeconds: 0 }, 'me', undefined);
    expect(update.callbackAfterSeconds).to.equal(2);
  });
});

describe('encoding an update', () => {
  it('happens once, and the client is given the text', () => {
    const { client, encoded } = countingClient();
    const pending = pendingOf({ status: 'COMPLETED', outputData: { total: 3 } });
    const update = encodeUpdate(pending, client, 'me', 10 * MIB);
    expect(JSON.parse(update.text)).to.deep.equal(pending.update);
    expect(update.bodySerializer(update.body)).to.equal(update.text);
    expect(update.bodySerializer(update.body)).to.equal(update.text);
    expect(encoded).to.have.length(1);
  });

  it('does not give the text for another body, which a plugin may have put in its place', () => {
    const { client } = countingClient();
    const update = encodeUpdate(pendingOf({ status: 'COMPLETED', outputData: {} }), client, 'me', 10 * MIB);
    expect(update.bodySerializer({ ...update.body, workerId: 'another' })).to.contain('"workerId":"another"');
  });

  const circular: Record<string, unknown> = { name: 'ring' };
  circular.self = circular;
  const impossible: readonly (readonly [string, Record<string, unknown>, string])[] = [
    ['a BigInt', { n: 1n }, 'BigInt'],
    ['a circle', circular, 'circular'],
    [
      'a toJSON that throws',
      {
        deep: {
          toJSON: () => {
            throw new Error('do not read me');
          },
        },
      },
      'do not read me',
    ],
    [
      'a getter that throws a text',
      Object.defineProperty({}, 'x', {
        enumerable: true,
        get: () => {
          // eslint-disable-next-line @typescript-eslint/only-throw-error -- users do
          throw 'plain text';
        },
      }),
      'plain text',
    ],
  ];
  for (const [name, outputData, part] of impossible) {
    it(`of an output with ${name} makes a terminal failure that says so`, () => {
      const { client } = countingClient();
      const pending = pendingOf({ status: 'COMPLETED', outputData });
      const { text } = encodeUpdate(pending, client, 'me', 10 * MIB);
      expect(pending.result.status).to.equal('FAILED_WITH_TERMINAL_ERROR');
      const sent = JSON.parse(text) as Record<string, unknown>;
      expect(sent).to.include({ taskId: 'task-1', workerId: 'me', status: 'FAILED_WITH_TERMINAL_ERROR' });
      expect(sent.reasonForIncompletion)
        .to.match(/^the output cannot be sent: .+/)
        .and.contain(part);
      expect(sent.reasonForIncompletion).not.to.contain('\n');
      expect(sent).not.to.have.property('outputData');
    });
  }

  describe('of a large output', () => {
    /** Whose JSON, `{"text":"…"}`, has so many bytes. */
    const outputOf = (bytes: number, character = 'x') => ({
      text: character.repeat((bytes - '{"text":""}'.length) / Buffer.byteLength(character)),
    });

    it('lets the largest one through that the server takes', () => {
      const { client } = countingClient();
      const pending = pendingOf({ status: 'COMPLETED', outputData: outputOf(MIB) });
      encodeUpdate(pending, client, 'me', MIB);
      expect(pending.result.status).to.equal('COMPLETED');
    });

    it('makes a terminal failure of one that is a byte larger, naming both numbers', () => {
      const { client } = countingClient();
      const pending = pendingOf({ status: 'COMPLETED', outputData: outputOf(MIB + 1) });
      encodeUpdate(pending, client, 'me', MIB);
      expect(pending.result.status).to.equal('FAILED_WITH_TERMINAL_ERROR');
      expect(pending.result.reasonForIncompletion)
        .to.contain(`${MIB + 1} bytes`)
        .and.contain(`${MIB} at the most`);
    });

    it('counts bytes, not characters', () => {
      const { client } = countingClient();
      const half = { text: 'ü'.repeat(MIB / 2) };
      const pending = pendingOf({ status: 'COMPLETED', outputData: half });
      encodeUpdate(pending, client, 'me', MIB);
      expect(pending.result.status).to.equal('FAILED_WITH_TERMINAL_ERROR');
    });

    it('does not count logs and the rest of the update', () => {
      const { client } = countingClient();
      const logs = [{ log: 'y'.repeat(1_000), createdTime: 1 }];
      const pending = pendingOf({ status: 'COMPLETED', outputData: outputOf(MIB) }, logs);
      encodeUpdate(pending, client, 'me', MIB);
      expect(pending.result.status).to.equal('COMPLETED');
    });

    it('does not encode it a second time to measure it', () => {
      const { client, encoded } = countingClient();
      const outputData = outputOf(MIB);
      encodeUpdate(pendingOf({ status: 'COMPLETED', outputData }), client, 'me', MIB);
      expect(encoded.filter((value) => JSON.stringify(value).length > MIB / 2)).to.have.length(1);
    });
  });

  it('never replaces a hand-back by a failure: what is given back is not ours to judge', () => {
    const { client } = countingClient();
    const pending = handBackOf(aTask({ outputData: { text: 'x'.repeat(2_000) } }), 'me');
    const { text } = encodeUpdate(pending, client, 'me', 1_000);
    expect(JSON.parse(text)).to.include({ status: 'IN_PROGRESS', callbackAfterSeconds: 2 });
  });
});

describe('a failure in the place of a result', () => {
  it('keeps the logs and who executed, and drops the output', () => {
    const logs = [{ log: 'a line', createdTime: 5 }];
    const pending = pendingOf({ status: 'COMPLETED', outputData: { a: 1 } }, logs);
    replaceByFailure(pending, 'the server said no', 'me');
    expect(pending.update).to.deep.equal({
      ...{ workflowInstanceId: 'workflow-1', taskId: 'task-1', workerId: 'me', logs },
      ...{ status: 'FAILED_WITH_TERMINAL_ERROR', reasonForIncompletion: 'the server said no' },
    });
    expect(pending.result).to.deep.equal({
      status: 'FAILED_WITH_TERMINAL_ERROR',
      reasonForIncompletion: 'the server said no',
    });
  });

  it('has a reason of at most 500 characters, none of them cut in two', () => {
    const pending = pendingOf({ status: 'COMPLETED' });
    replaceByFailure(pending, `${'x'.repeat(499)}😀`, 'me');
    const reason = pending.result.reasonForIncompletion ?? '';
    expect(reason).to.have.length.at.most(500);
    expect(Buffer.from(reason).toString()).to.equal(reason);
  });
});

describe('a hand-back', () => {
  it('is IN_PROGRESS, available after two seconds, with the output that the task was polled with', () => {
    const task = aTask({ outputData: { checkpoint: 7 } });
    const { update, result, handBack } = handBackOf(task, 'me');
    expect(handBack).to.be.true;
    expect(result.status).to.equal('IN_PROGRESS');
    expect(update).to.deep.equal({
      ...{ workflowInstanceId: 'workflow-1', taskId: 'task-1', workerId: 'me' },
      ...{ status: 'IN_PROGRESS', callbackAfterSeconds: 2, outputData: { checkpoint: 7 } },
    });
  });

  it('keeps the place of an output in external payload storage', () => {
    const { update } = handBackOf(aTask({ externalOutputPayloadStoragePath: 'abc.json' }), 'me');
    expect(update.externalOutputPayloadStoragePath).to.equal('abc.json');
  });
});
