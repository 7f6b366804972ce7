import { expect } from 'chai';

import { spansOfTasks } from '../../../plugins/tracing/spans-of-task.js';
import type { TaskSpans } from '../../../plugins/tracing/task-spans.js';
import { aTask } from '../../worker/a-task.js';

describe('the spans of a task', () => {
  const kept = spansOfTasks();
  const spans = (): TaskSpans => Object.create(null) as TaskSpans;

  it('are found with it until they are forgotten', () => {
    const [task, other] = [aTask(), aTask()];
    const own = spans();
    kept.keep(task, own);
    expect(kept.of(task)).to.equal(own);
    expect(kept.of(other)).to.equal(undefined);
    kept.forget(task);
    kept.forget(other);
    expect(kept.of(task)).to.equal(undefined);
  });

  it('are replaced by those of a later execution of the same object', () => {
    const task = aTask();
    const later = spans();
    kept.keep(task, spans());
    kept.forget(task);
    kept.keep(task, later);
    expect(kept.of(task)).to.equal(later);
  });

  it('are those of one runner: another one keeps its own with the same task', () => {
    const task = aTask();
    const [others, own, theirs] = [spansOfTasks(), spans(), spans()];
    kept.keep(task, own);
    expect(others.of(task)).to.equal(undefined);
    others.keep(task, theirs);
    expect([kept.of(task), others.of(task)]).to.deep.equal([own, theirs]);
    kept.forget(task);
    expect([kept.of(task), others.of(task)]).to.deep.equal([undefined, theirs]);
  });

  it('are seen by nobody else', () => {
    const task = aTask();
    kept.keep(task, spans());
    expect(Reflect.ownKeys(task)).to.deep.equal(Reflect.ownKeys(aTask()));
    expect(task).to.deep.equal(aTask());
    expect(kept.of({ ...task })).to.equal(undefined);
    expect(kept.of(structuredClone(task))).to.equal(undefined);
  });
});
