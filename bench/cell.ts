/* The process of one cell: starts what it is told to, measures it, prints the measurement as JSON, ends. */

import type { CellSettings } from './cell-settings.js';
import { measure } from './measurement.js';
import type { Subject } from './subject.js';

/** Loads only what is measured: a bare loop shall not pay for the SDK's code in memory. */
async function start(settings: CellSettings): Promise<Subject> {
  switch (settings.subject) {
    case 'raw':
      return (await import('./raw.js')).startRaw(settings);
    case 'raw-dispatch':
      return (await import('./raw-dispatch.js')).startRawDispatch(settings);
    case 'runner':
      return (await import('./runner-cell.js')).startRunner(settings, 'none');
    case 'runner+listeners':
      return (await import('./runner-cell.js')).startRunner(settings, 'listeners');
    case 'runner+interceptors':
      return (await import('./runner-cell.js')).startRunner(settings, 'interceptors');
  }
}

async function requestsServed(origin: string): Promise<number> {
  const answer = await fetch(`${origin}/stats`);
  const { polls, updates } = (await answer.json()) as { polls: number; updates: number };
  return polls + updates;
}

const settings = JSON.parse(process.argv[2] ?? '') as CellSettings;
const subject = await start(settings);
const { warmUpTasks, measureMs, origin } = settings;
const measurement = await measure(subject, {
  warmUpTasks,
  measureMs,
  requestsServed: () => requestsServed(origin),
});
await subject.stop();
process.stdout.write(`${JSON.stringify(measurement)}\n`);
