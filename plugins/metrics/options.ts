import type { Registry, RegistryContentType } from 'prom-client';
import { loadPeer } from '../shared/load-peer.js';
import { checkOptionNames } from '../shared/check-option-names.js';

/** A registry of prom-client, of either format. */
export type AnyRegistry = Registry<RegistryContentType>;

/** As much of prom-client as is needed. */
export interface PromClient {
  readonly Registry: new () => AnyRegistry;
}

/** Settings of {@link metrics}. */
export interface MetricsOptions {
  /**
   * Where the metrics are registered: `register` of prom-client to have them with all others of the process. Default: a registry of
   * their own.
   */
  readonly registry?: AnyRegistry;
  /** Answers scrapes on this port while a runner or client with this plugin lives; 0 for any free one. Default: no listener. */
  readonly port?: number;
  /** The address that the listener listens on. Default `0.0.0.0`, since Prometheus is elsewhere; `127.0.0.1` for this machine only. */
  readonly host?: string;
  /** The listener's path. Default `/metrics`. */
  readonly path?: string;
  /** prom-client itself, for bundlers that do not find what is loaded at run time: `import * as promClient from 'prom-client'`. */
  readonly promClient?: PromClient;
}

/** Where to listen. */
export interface Listener {
  readonly port: number;
  readonly host: string;
  readonly path: string;
}

const NAMES = ['registry', 'port', 'host', 'path', 'promClient'];

/** @throws TypeError, for a setting that there is not, or one that cannot be; ports are checked by who opens them */
export function checkOptions(options: MetricsOptions): void {
  checkOptionNames('metrics', options, NAMES);
}

/** The registry that was given, or one of its own. */
export function registryOf({ registry, promClient }: MetricsOptions): AnyRegistry {
  if (registry !== undefined) {
    if (isRegistry(registry)) return registry;
    throw new TypeError(`metrics: registry must be a Registry of prom-client, got ${shown(registry)}`);
  }
  const module: unknown = promClient ?? loadPeer('metrics', 'prom-client');
  if (!isPromClient(module))
    throw new TypeError(`metrics: promClient must be the module prom-client, got ${shown(module)}`);
  return new module.Registry();
}

/** `undefined` where none is wanted. */
export function listenerOf({ port, host = '0.0.0.0', path = '/metrics' }: MetricsOptions): Listener | undefined {
  const givenPath: unknown = path;
  if (typeof givenPath !== 'string' || !/^\/[^?#\s]*$/.test(givenPath))
    throw new TypeError(`metrics: path must begin with "/" and have no query, got ${shown(givenPath)}`);
  return port === undefined ? undefined : { port, host, path };
}

function isRegistry(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['registerMetric', 'getSingleMetric', 'metrics'].every((name) => typeof Reflect.get(value, name) === 'function')
  );
}

function isPromClient(value: unknown): value is PromClient {
  return typeof value === 'object' && value !== null && 'Registry' in value && typeof value.Registry === 'function';
}

function shown(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  return value === null ? 'null' : `something of type ${typeof value}`;
}
