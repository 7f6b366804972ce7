import type { Task } from '../../src/index.js';
import type { TaskSpans } from './task-spans.js';

/*
 * Finds a task's spans when an event tells of the task, which is the same object in all of them.
 *
 * Not by a map. V8 gives a map new tables all the time as tasks come and go, a weak one as well, and an old table that has outlived a few
 * collections keeps alive what it held, until the next full one: tasks, their spans, and all that hangs on them. That made a traced task
 * cost a third more. So the spans are put into the task itself, as a private field, which nobody else can see.
 */

/** Makes no new object: private fields of a class that extends it are added to the object that it is given. */
// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- the constructor is all that matters
class AddedTo {
  constructor(object: object) {
    return object;
  }
}

/** Where the spans of the tasks of one runner are. */
export interface SpansOfTasks {
  /** The spans of a task that is traced, until they are forgotten. */
  of(task: Task): TaskSpans | undefined;
  /** Keeps a task's spans with it. */
  keep(task: Task, spans: TaskSpans): void;
  /** Forgets them: whoever has the task for longer shall not have its spans as well. */
  forget(task: Task): void;
}

/** Each of them has a private field of its own: two plugins that trace the same tasks do not get in each other's way. */
export function spansOfTasks(): SpansOfTasks {
  class WithSpans extends AddedTo {
    #spans: TaskSpans | undefined;

    constructor(task: Task, spans: TaskSpans) {
      super(task);
      this.#spans = spans;
    }

    static of(task: Task): TaskSpans | undefined {
      return #spans in task ? task.#spans : undefined;
    }

    static keep(task: Task, spans: TaskSpans): void {
      if (#spans in task) task.#spans = spans;
      else new WithSpans(task, spans);
    }

    static forget(task: Task): void {
      if (#spans in task) task.#spans = undefined;
    }
  }

  return WithSpans;
}
