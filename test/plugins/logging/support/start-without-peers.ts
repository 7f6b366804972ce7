import Module from 'node:module';
import { createLogging } from '../../../../plugins/logging/create-logging.js';
import { Bench } from '../../../runner/support/bench.js';
import { fiveMethods } from './records.js';

/*
 * A process of its own in which pino and OpenTelemetry are not installed. Prints what `start()` of a runner with `logging()` comes to:
 * without a logger, and with one.
 */

type Resolve = (this: unknown, request: string, ...rest: unknown[]) => string;
// Node has no public way to hide a package from `require`.
const loader = Module as unknown as { _resolveFilename: Resolve };
const resolve = loader._resolveFilename;
loader._resolveFilename = function (request, ...rest) {
  if (request === 'pino' || request === '@opentelemetry/api')
    throw Object.assign(new Error(`Cannot find module '${request}'`), { code: 'MODULE_NOT_FOUND' });
  return resolve.call(this, request, ...rest);
};

const { logger, records } = fiveMethods();
const outcomes: string[] = [];
for (const options of [{}, { logger }]) {
  const bench = new Bench({ plugins: [createLogging(options, () => 0)] });
  outcomes.push(
    await bench.runner.start().then(
      () => 'started',
      (error: unknown) => String(error),
    ),
  );
  await bench.stop();
}
console.log(JSON.stringify({ outcomes, written: records.map(({ message }) => message) }));
