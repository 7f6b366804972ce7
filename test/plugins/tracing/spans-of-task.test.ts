import { expect } from 'chai';

import { forgetSpans, keepSpans, spansOf } from '../../../plugins/tracing/spans-of-task.js';
import type { TaskSpans } from '../../../plugins/tracing/task-spans.js';
import { aTask } from '../../worker/a-task.js';

describe('the spans of a task', () => {
  const spans = (): TaskSpans => Object.create(null) as TaskSpans;

  it('are found with it until they are forgotten', () => {
    const [task, other] = [aTask(), aTask()];
    const kept = spans();
    keepSpans(task, kept);
    expect(spansOf(task)).to.equal(kept);
    expect(spansOf(other)).to.equal(undefined);
    forgetSpans(task);
    forgetSpans(other);
    expect(spansOf(task)).to.equal(undefined);
  });

  it('are replaced by those of a later execution of the same object', () => {
    const task = aTask();
    const later = spans();
    keepSpans(task, spans());
    forgetSpans(task);
    keepSpans(task, later);
    expect(spansOf(task)).to.equal(later);
  });

  it('are seen by nobody else', () => {
    const task = aTask();
    keepSpans(task, spans());
    expect(Reflect.ownKeys(task)).to.deep.equal(Reflect.ownKeys(aTask()));
    expect(task).to.deep.equal(aTask());
    expect(spansOf({ ...task })).to.equal(undefined);
    expect(spansOf(structuredClone(task))).to.equal(undefined);
  });
});
