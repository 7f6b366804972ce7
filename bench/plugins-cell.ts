import type { Plugin } from '../src/index.js';
import { startMeasuredRunner } from './measured-runner.js';
import type { Subject, SubjectSettings } from './subject.js';

/** Of a system that has as much to do as one in a benchmark, a tenth is traced as a rule. */
const USUAL_RATIO = 0.1;

/** Which plugins are on. */
export type PluginSet = 'metrics' | 'all' | 'all, tracing every workflow';

/** The real runner over the real client, with plugins as a deployment has them. */
export async function startWithPlugins(settings: SubjectSettings, set: PluginSet): Promise<Subject> {
  const plugins: readonly Plugin[] = await (set === 'metrics'
    ? onlyMetrics()
    : (await import('./all-plugins.js')).allPlugins(set === 'all' ? USUAL_RATIO : 1));
  return startMeasuredRunner(settings, { plugins });
}

/** Loads nothing else: what is not used is not measured either. */
async function onlyMetrics(): Promise<readonly Plugin[]> {
  return [(await import('../plugins/metrics/index.js')).metrics()];
}
