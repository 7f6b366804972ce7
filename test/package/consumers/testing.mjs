// A test as a user has it, without any test framework: run by Node's own.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createTestConductor, runWorker } from 'conductor-typescript/testing';

const double = { name: 'double', execute: ({ inputData }) => ({ doubled: inputData.value * 2 }) };

test('a workflow with a worker, a script and a wait', async () => {
  const conductor = await createTestConductor();
  try {
    await conductor.startWorkers([double]);
    const { status, output } = await conductor.run(
      {
        name: 'numbers',
        version: 1,
        tasks: [
          {
            name: 'script',
            taskReferenceName: 'script',
            type: 'INLINE',
            inputParameters: {
              evaluatorType: 'javascript',
              expression: '$.value + 1',
              value: '${workflow.input.value}',
            },
          },
          {
            name: 'double',
            taskReferenceName: 'double',
            type: 'SIMPLE',
            inputParameters: { value: '${script.output.result}' },
          },
          { name: 'wait', taskReferenceName: 'wait', type: 'WAIT', inputParameters: { duration: '7 days' } },
        ],
        outputParameters: { doubled: '${double.output.doubled}' },
      },
      { value: 20 },
    );
    assert.deepEqual([status, output], ['COMPLETED', { doubled: 42 }]);
  } finally {
    await conductor.close();
  }
});

test('jq, which is not installed here, is named', async () => {
  const conductor = await createTestConductor();
  try {
    const { status, tasks } = await conductor.run({
      name: 'jq',
      version: 1,
      tasks: [
        {
          name: 'jq',
          taskReferenceName: 'jq',
          type: 'JSON_JQ_TRANSFORM',
          inputParameters: { queryExpression: '.a', a: 1 },
        },
      ],
    });
    assert.equal(status, 'FAILED');
    assert.match(tasks[0].reasonForIncompletion, /npm install jq-web/);
  } finally {
    await conductor.close();
  }
});

test('a worker alone', async () => {
  const { outputData } = await runWorker(double, { value: 21 });
  assert.deepEqual(outputData, { doubled: 42 });
});
