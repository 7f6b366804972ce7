import { expect } from 'chai';

import { BEGIN, refusal, Scene, simple } from './support/scene.js';

describe('testing/engine: workflow definitions', () => {
  it('are kept by name and version, with their defaults', async () => {
    const scene = new Scene();
    const { metadata } = scene.engine;
    metadata.registerWorkflowDef({ name: 'w', tasks: [simple('a')] });
    await scene.pass(1);
    metadata.updateWorkflowDefs([{ name: 'w', version: 3, tasks: [simple('b')] }]);
    expect(metadata.workflowDef('w', 1)).to.include({ createTime: BEGIN, updateTime: 0, timeoutPolicy: 'ALERT_ONLY' });
    // The server keeps no time of creation for what comes this way.
    expect(metadata.workflowDef('w')).to.include({ version: 3, createTime: 0, updateTime: BEGIN + 1_000 });
    expect(metadata.workflowDefVersions('w').map(({ version }) => version)).to.deep.equal([1, 3]);
    expect(metadata.workflowDefNames()).to.deep.equal(['w']);
    expect(metadata.workflowDefs()).to.have.length(2);
  });

  it('are refused as the server refuses them', () => {
    const { metadata } = new Scene().engine;
    metadata.registerWorkflowDef({ name: 'w', tasks: [simple('a')] });
    expect(refusal(() => metadata.registerWorkflowDef({ name: 'w', tasks: [simple('a')] }))).to.equal(
      '409 Workflow with w.1 already exists!',
    );
    metadata.registerWorkflowDef({ name: 'w', tasks: [simple('b')] }, true);
    expect(metadata.workflowDef('w').tasks[0]?.name).to.equal('b');
    expect(refusal(() => metadata.registerWorkflowDef({ name: 'v', tasks: [] }))).to.equal(
      '400 Validation failed, check below errors for detail.\nregisterWorkflowDef.arg0.tasks: WorkflowTask list cannot be empty',
    );
    const bad = [
      { name: 'v', tasks: [simple('a')] },
      { name: '', tasks: [simple('a')] },
    ];
    expect(refusal(() => metadata.updateWorkflowDefs(bad))).to.equal(
      '400 Validation failed, check below errors for detail.\nupdateWorkflowDef.arg0[1].name: WorkflowDef name cannot be null or empty',
    );
    expect(refusal(() => metadata.workflowDef('v'))).to.equal('404 No such workflow found by name: v, version: null');
    expect(refusal(() => metadata.unregisterWorkflowDef('w', 9))).to.equal(
      '500 No such workflow definition: w version: 9',
    );
    metadata.unregisterWorkflowDef('w', 1);
    expect(metadata.workflowDefNames()).to.deep.equal([]);
  });

  it('do not change what runs, nor do task definitions', () => {
    const scene = new Scene();
    scene.taskDef('a', { retryCount: 1 });
    const id = scene.run([simple('a')]);
    scene.taskDef('a', { retryCount: 0 });
    scene.define('main', [simple('other')]);
    scene.fail('a');
    expect(scene.tasks(id)).to.deep.equal(['a FAILED', 'a SCHEDULED']);
    scene.define('main', [simple('a')]);
    const other = scene.start('main');
    expect(scene.task(other, 'a').taskDefinition?.retryCount).to.equal(0);
  });
});

describe('testing/engine: task definitions', () => {
  it('are kept by name, with their defaults', async () => {
    const scene = new Scene();
    const { metadata } = scene.engine;
    metadata.registerTaskDefs([{ name: 'a' }]);
    await scene.pass(1);
    metadata.updateTaskDef({ name: 'a', retryCount: 7 });
    expect(metadata.taskDef('a')).to.include({ retryCount: 7, createTime: BEGIN, updateTime: BEGIN + 1_000 });
    expect(metadata.taskDefs()).to.have.length(1);
    metadata.unregisterTaskDef('a');
    expect(refusal(() => metadata.taskDef('a'))).to.equal('404 No such taskType found by name: a');
  });

  it('are refused as the server refuses them', () => {
    const { metadata } = new Scene().engine;
    expect(refusal(() => metadata.registerTaskDefs([{ name: 'a' }, { name: 'b', retryCount: -1 }]))).to.equal(
      '400 Validation failed, check below errors for detail.\nregisterTaskDef.arg0[1].retryCount: TaskDef retryCount: 0 must be >= 0',
    );
    expect(metadata.taskDefs()).to.deep.equal([]);
    expect(refusal(() => metadata.updateTaskDef({ name: 'a' }))).to.equal('404 No such task by name a');
    expect(refusal(() => metadata.unregisterTaskDef('a'))).to.equal('500 No such task definition');
  });
});
