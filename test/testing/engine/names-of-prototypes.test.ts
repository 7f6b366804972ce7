import { expect } from 'chai';

import { createTestConductor } from '../../../src/testing/index.js';
import { Scene, simple, system } from './support/scene.js';

type Fields = Record<string, unknown>;
/** An object with one field, whatever its name is. */
const field = (name: string, value: unknown): Fields => Object.fromEntries([[name, value]]);
const own = (of: unknown, name: string): unknown => Object.getOwnPropertyDescriptor(of, name)?.value as unknown;

describe('what every object has by its prototype is a name as any other', () => {
  for (const name of ['toString', 'constructor', 'hasOwnProperty', '__proto__']) {
    describe(name, () => {
      let scene: Scene;
      beforeEach(() => {
        scene = new Scene();
      });

      it('of a task, its type, its worker and its parameters', async () => {
        const conductor = await createTestConductor();
        try {
          await conductor.startWorkers([{ name, execute: ({ inputData }) => ({ got: own(inputData, name) }) }]);
          const { output } = await conductor.run(
            {
              name,
              version: 1,
              tasks: [simple(name, { inputParameters: field(name, `\${workflow.input.${name}}`) })],
              outputParameters: field(name, `\${${name}.output.got}`),
            },
            field(name, 17),
          );
          expect(own(output, name)).to.equal(17);
        } finally {
          await conductor.close();
        }
      });

      it('of no domain, and of one', () => {
        scene.define('order', [simple(name)]);
        const none = scene.engine.workflows.start({ name: 'order', taskToDomain: { other: 'd' } });
        expect(scene.task(none, name).domain).to.equal(undefined);
        const one = scene.engine.workflows.start({
          name: 'order',
          taskToDomain: field(name, name) as Record<string, string>,
        });
        expect(scene.task(one, name).domain).to.equal(name);
        expect(scene.poll(name, name)?.workflowInstanceId).to.equal(one);
      });

      it('of the case of a switch, and of no case', () => {
        const way = (cases: Fields): string =>
          scene.run([
            system('SWITCH', 'way', {
              evaluatorType: 'value-param',
              expression: 'to',
              inputParameters: { to: name },
              decisionCases: cases as Record<string, never>,
              defaultCase: [system('NOOP', 'default')],
            }),
          ]);
        expect(scene.tasks(way({ other: [system('NOOP', 'case')] }))).to.deep.equal([
          'way COMPLETED',
          'default COMPLETED',
        ]);
        expect(scene.tasks(way(field(name, [system('NOOP', 'case')])))).to.deep.equal([
          'way COMPLETED',
          'case COMPLETED',
        ]);
      });

      it('of a parameter that is not there', () => {
        const id = scene.run([
          system('INLINE', 'value', { inputParameters: { evaluatorType: 'value-param', expression: name } }),
        ]);
        expect(scene.task(id, 'value').outputData).to.deep.equal({ result: null });
        expect(scene.status(scene.run([system('DYNAMIC', 'any', { dynamicTaskNameParam: name })]))).to.equal('FAILED');
      });

      it('of a variable', () => {
        const id = scene.run(
          [system('SET_VARIABLE', 'set', { inputParameters: field(name, { a: 1 }) })],
          {},
          {
            outputParameters: { a: `\${workflow.variables.${name}.a}`, none: `\${workflow.input.${name}}` },
          },
        );
        expect(scene.workflow(id).output).to.deep.equal({ a: 1, none: null });
      });

      it('of what templates fill in', () => {
        scene.taskDef('charge', { inputTemplate: field(name, 'task') });
        const id = scene.run([simple('charge')], { a: 1 }, { inputTemplate: field(name, 'workflow') });
        expect(own(scene.workflow(id).input, name)).to.equal('workflow');
        expect(own(scene.task(id, 'charge').inputData, name)).to.equal('task');
      });

      it('of a branch of a dynamic fork, and of what a join collects', () => {
        const id = scene.run(
          [
            system('FORK_JOIN_DYNAMIC', 'fork', {
              dynamicForkTasksParam: 'tasks',
              dynamicForkTasksInputParamName: 'inputs',
              inputParameters: { tasks: '${workflow.input.tasks}', inputs: '${workflow.input.inputs}' },
            }),
            system('JOIN', 'join'),
          ],
          { tasks: [simple(name)], inputs: field(name, { a: 1 }) },
        );
        expect(scene.task(id, name).inputData).to.deep.equal({ a: 1 });
        scene.complete(name, { b: 2 });
        expect(own(scene.task(id, 'join').outputData, name)).to.deep.equal({ b: 2 });
        expect(scene.status(id)).to.equal('COMPLETED');
      });

      it('of a mock, and of a field of its output', () => {
        scene.define('order', [simple(name), simple('other')]);
        const mocks = { taskRefToMockOutput: Object.fromEntries([[name, [{ output: field(name, 1) }]]]) };
        const id = scene.engine.mocks.start({ name: 'order' }, mocks);
        expect(scene.tasks(id)).to.deep.equal([`${name} COMPLETED`, 'other SCHEDULED']);
        expect(own(scene.task(id, name).outputData, name)).to.equal(1);
      });
    });
  }

  // References of tasks in loops end at their first two underscores, so `__proto__` is none there.
  for (const name of ['toString', 'constructor', 'hasOwnProperty']) {
    it(`${name} of a task in a loop`, () => {
      const scene = new Scene();
      const id = scene.run([
        system('DO_WHILE', 'loop', { loopCondition: `$.loop.iteration < 2`, loopOver: [system('NOOP', name)] }),
      ]);
      expect(scene.status(id)).to.equal('COMPLETED');
      expect(own(scene.task(id, 'loop').outputData['1'], name)).to.deep.equal({});
    });
  }
});
