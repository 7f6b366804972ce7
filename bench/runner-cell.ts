import type { Plugin, RunnerEventName } from '../src/index.js';
import { startMeasuredRunner } from './measured-runner.js';
import type { Subject, SubjectSettings } from './subject.js';

/** What is added to a plain runner. */
export type RunnerExtra = 'none' | 'listeners' | 'interceptors';

/** What a metrics plugin listens to: the events of each poll and each task. */
const EVENTS = [
  'pollStarted',
  'pollCompleted',
  'executionStarted',
  'executionCompleted',
  'updateCompleted',
  'taskCompleted',
  'loopStateChanged',
] as const satisfies readonly RunnerEventName[];

/** The runner alone, or with as little added as possible. */
export function startRunner(settings: SubjectSettings, extra: RunnerExtra): Promise<Subject> {
  switch (extra) {
    case 'none':
      return startMeasuredRunner(settings);
    case 'listeners':
      return startWithListeners(settings);
    case 'interceptors':
      return startMeasuredRunner(settings, { plugins: [passingThrough('outer'), passingThrough('inner')] });
  }
}

function startWithListeners(settings: SubjectSettings): Promise<Subject> {
  let heard = 0;
  return startMeasuredRunner(settings, {
    prepare: (runner) => {
      for (const event of EVENTS) {
        runner.on(event, () => {
          heard += 1;
        });
      }
    },
    cleanUp: (tasksDone) => {
      if (heard < tasksDone) throw new Error('the listeners were not called');
    },
  });
}

/** Around each handler and each task: what tracing does, without what it does it for. */
function passingThrough(name: string): Plugin {
  return {
    name,
    setup(host) {
      host.aroundTask((call, next) => next(call));
      host.aroundExecute((call, next) => next(call));
    },
  };
}
