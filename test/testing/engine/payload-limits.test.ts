import { expect } from 'chai';

import { refusal, Scene, simple, system } from './support/scene.js';

const MEBIBYTE = 1024 * 1024;
/** `{"x":"…"}` of exactly so many bytes. */
const ofBytes = (bytes: number): { readonly x: string } => ({ x: 'x'.repeat(bytes - '{"x":""}'.length) });
const LARGEST = ofBytes(10 * MEBIBYTE);
const TOO_LARGE = ofBytes(10 * MEBIBYTE + 1);
const SIX_MEBIBYTES = ofBytes(6 * MEBIBYTE);
const TWICE = { a: '${workflow.input.x}', b: '${workflow.input.x}' };

/** As the server words it. */
const tooLarge = (bytes: number, of: string): string =>
  `The payload size: ${bytes} of ${of} is greater than the permissible limit: 10485760 bytes`;

describe('payloads above the limits of the server', () => {
  let scene: Scene;
  beforeEach(() => {
    scene = new Scene();
  });

  it('are refused as the input of a workflow', () => {
    scene.define('main', [simple('work')]);
    expect(scene.status(scene.start('main', LARGEST))).to.equal('RUNNING');
    const size = scene.engine.size;
    expect(refusal(() => scene.start('main', TOO_LARGE))).to.match(
      /^500 The payload size: 10485761 of workflow: id\d+ is greater than the permissible limit: 10485760 bytes$/,
    );
    expect(scene.engine.size).to.equal(size);
  });

  it('count in bytes, not in characters', () => {
    scene.define('main', [simple('work')]);
    const input = { x: 'ä'.repeat(5 * MEBIBYTE) };
    expect(refusal(() => scene.start('main', input))).to.contain('500 The payload size: 10485768 of workflow');
  });

  it('are refused as the output of a task, which fails for good', () => {
    scene.taskDef('work', { retryCount: 3 });
    const id = scene.run([simple('work')]);
    const { taskId } = scene.complete('work', TOO_LARGE);
    const { status, outputData, reasonForIncompletion } = scene.task(id, 'work');
    expect([status, outputData]).to.deep.equal(['FAILED_WITH_TERMINAL_ERROR', {}]);
    expect(reasonForIncompletion).to.equal(tooLarge(10_485_761, `task: ${taskId} in workflow: ${id} `));
    expect(scene.status(id)).to.equal('FAILED');
  });

  it('are refused as what a task has so far', () => {
    const id = scene.run([simple('work')]);
    scene.report(scene.take('work'), 'IN_PROGRESS', { outputData: { ...TOO_LARGE } });
    expect(scene.tasks(id)).to.deep.equal(['work FAILED_WITH_TERMINAL_ERROR']);
    expect(scene.poll('work')).to.equal(undefined);
    expect(scene.status(id)).to.equal('FAILED');
  });

  it('are refused as the output of a task that the server does itself', () => {
    const id = scene.run([
      system('INLINE', 'large', {
        inputParameters: { evaluatorType: 'javascript', expression: "'x'.repeat(11 * 1024 * 1024)" },
      }),
    ]);
    expect(scene.tasks(id)).to.deep.equal(['large FAILED_WITH_TERMINAL_ERROR']);
    expect(scene.task(id, 'large').reasonForIncompletion).to.contain('The payload size: 11534349 of task');
    expect(scene.status(id)).to.equal('FAILED');
  });

  for (const task of [
    simple('work', { inputParameters: TWICE }),
    system('HTTP', 'work', {
      inputParameters: { ...TWICE, http_request: { uri: 'http://x.invalid/', method: 'GET' } },
    }),
  ]) {
    it(`are refused as the input of a ${String(task.type)} task, which nobody gets`, () => {
      const id = scene.run([task, simple('after')], SIX_MEBIBYTES);
      const { status, inputData, reasonForIncompletion } = scene.task(id, 'work');
      expect([status, inputData]).to.deep.equal(['FAILED_WITH_TERMINAL_ERROR', {}]);
      expect(reasonForIncompletion).to.contain('is greater than the permissible limit: 10485760 bytes');
      expect(scene.status(id)).to.equal('FAILED');
      expect(scene.poll('work')).to.equal(undefined);
    });
  }

  it('are refused as the output of a workflow, which stays open', () => {
    const id = scene.run([simple('work')], SIX_MEBIBYTES, { outputParameters: TWICE });
    expect(refusal(() => scene.complete('work'))).to.equal(`500 ${tooLarge(12_582_911, `workflow: ${id}`)}`);
    expect([scene.status(id), ...scene.tasks(id)]).to.deep.equal(['RUNNING', 'work COMPLETED']);
  });

  it('are refused as variables, which stay as they were', () => {
    const set = (ref: string, name: string): ReturnType<typeof system> =>
      system('SET_VARIABLE', ref, { inputParameters: { [name]: '${workflow.input.x}' } });
    const most = ofBytes(256 * 1024);
    expect(scene.status(scene.run([set('set', 'x')], most))).to.equal('COMPLETED');
    const id = scene.run([set('one', 'x'), set('other', 'y')], most);
    expect(scene.tasks(id)).to.deep.equal(['one COMPLETED', 'other FAILED_WITH_TERMINAL_ERROR']);
    expect(scene.task(id, 'other').reasonForIncompletion).to.equal(
      `The variables payload size: 524287 of workflow: ${id} is greater than the permissible limit: 256 kilobytes`,
    );
    expect(Object.keys(scene.workflow(id).variables)).to.deep.equal(['x']);
  });
});
