import { expect } from 'chai';

import { createTestConductor, type TestConductor } from '../../../src/testing/index.js';
import { RunningExample } from './running-example.js';

/** Runs a program on a Conductor of its own, which listens at a URL, and looks at what it does. */
export type Play = (program: RunningExample, conductor: TestConductor, serverUrl: string) => Promise<void>;

/** Starts a workflow of one task that gets the workflow's input. */
export function startTask(conductor: TestConductor, name: string, input: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(input).map((key): [string, string] => [key, `\${workflow.input.${key}}`]);
  const task = { name, taskReferenceName: 'only', type: 'SIMPLE', inputParameters: Object.fromEntries(names) };
  return conductor.start({ name, tasks: [task] }, input);
}

/** The output of a workflow, which has to complete. */
export async function outputOf(conductor: TestConductor, workflowId: string): Promise<unknown> {
  const { status, output, reasonForIncompletion } = await conductor.waitFor(workflowId);
  expect(status, reasonForIncompletion).to.equal('COMPLETED');
  return output;
}

/** Asks a program to end, which has to end well. */
export async function endsWhenTold(example: RunningExample): Promise<void> {
  example.terminate();
  expect(await example.exitCode(), example.output).to.equal(0);
}

/** What to run, and the play. */
export interface Staged {
  /** From the project's folder. */
  readonly file: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly play: Play;
}

/** Plays what is staged, in a test. */
export async function perform({ file, args = [], env = {}, play }: Staged): Promise<void> {
  const conductor = await createTestConductor({ clock: 'real' });
  const { url } = await conductor.listen();
  const program = new RunningExample(file, url, env, args);
  try {
    await play(program, conductor, url);
  } finally {
    program.kill();
    await conductor.close();
  }
}
