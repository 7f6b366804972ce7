import { expect } from 'chai';

import type { RunningExample } from './running-example.js';
import type { SmallConductor } from './small-conductor.js';

/** Registers a workflow of one task that gets the workflow's input, and starts it. */
export function startTask(conductor: SmallConductor, name: string, input: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(input).map((key): [string, string] => [key, `\${workflow.input.${key}}`]);
  conductor.engine.workflowDefs.set(name, {
    name,
    tasks: [{ name, taskReferenceName: 'only', type: 'SIMPLE', inputParameters: Object.fromEntries(names) }],
  });
  return conductor.engine.start(name, { ...input });
}

/** The output of a workflow, which has to complete. */
export async function outputOf({ engine }: SmallConductor, workflowId: string): Promise<unknown> {
  await engine.ended(workflowId, 20_000);
  const { status, output, reasonForIncompletion } = engine.workflow(workflowId);
  expect(status, reasonForIncompletion).to.equal('COMPLETED');
  return output;
}

/** Asks a program to end, which has to end well. */
export async function endsWhenTold(example: RunningExample): Promise<void> {
  example.terminate();
  expect(await example.exitCode(), example.output).to.equal(0);
}
