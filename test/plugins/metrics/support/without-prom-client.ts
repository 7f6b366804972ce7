import Module from 'node:module';
import { metrics } from '../../../../plugins/metrics/index.js';

/*
 * A process of its own in which prom-client is not installed. Prints what becomes of `metrics()`: by itself, and with a registry that was
 * given, as a bundler would have it.
 */

type Resolve = (this: unknown, request: string, ...rest: unknown[]) => string;
// Node has no public way to hide a package from `require`.
const loader = Module as unknown as { _resolveFilename: Resolve };
const resolve = loader._resolveFilename;
loader._resolveFilename = function (request, ...rest) {
  if (request === 'prom-client')
    throw Object.assign(new Error(`Cannot find module '${request}'`), { code: 'MODULE_NOT_FOUND' });
  return resolve.call(this, request, ...rest);
};

const registered: unknown[] = [];
class Registry {
  readonly contentType = 'text/plain';
  registerMetric = (metric: unknown): void => void registered.push(metric);
  getSingleMetric = (): undefined => undefined;
  metrics = (): Promise<string> => Promise.resolve('all of them');
}

function outcomeOf(make: () => unknown): string {
  try {
    make();
    return `made, with ${registered.splice(0).length} metrics`;
  } catch (error) {
    return String(error);
  }
}

const given = Registry as unknown as NonNullable<NonNullable<Parameters<typeof metrics>[0]>['promClient']>['Registry'];
console.log(
  JSON.stringify([
    outcomeOf(() => metrics()),
    outcomeOf(() => metrics({ registry: new given() })),
    outcomeOf(() => metrics({ promClient: { Registry: given } })),
  ]),
);
