import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { expect } from 'chai';
import { parseAllDocuments } from 'yaml';

import { DEFAULT_PORT } from '../../../plugins/health/options.js';
import { resolveWorkers } from '../../../src/worker/resolve-workers.js';
import { outputOf, startTask } from '../../examples/support/play.js';
import { RunningExample } from '../../examples/support/running-example.js';
import { createTestConductor } from '../../../src/testing/index.js';
import { PROJECT } from '../../structure/module-graph.js';

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string | number };
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

interface Container {
  readonly command: readonly string[];
  readonly envFrom: readonly {
    readonly configMapRef?: { readonly name: string };
    readonly secretRef?: { readonly name: string };
  }[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly startupProbe: Probe;
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
  readonly lifecycle?: unknown;
}

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, unknown>>;
  readonly spec?: {
    readonly minReadySeconds?: number;
    readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
    readonly strategy?: { readonly rollingUpdate: { readonly maxUnavailable: number } };
    readonly template?: {
      readonly metadata: { readonly labels: Readonly<Record<string, string>> };
      readonly spec: { readonly terminationGracePeriodSeconds: number; readonly containers: readonly Container[] };
    };
  };
}

const PROGRAM = 'examples/kubernetes/worker.ts';

describe('examples/kubernetes/worker.yaml', () => {
  const documents = parseAllDocuments(readFileSync(join(PROJECT, 'examples/kubernetes/worker.yaml'), 'utf8'));
  const manifests = documents.map((document) => document.toJS() as Manifest);
  const only = (kind: string): Manifest => {
    const found = manifests.filter((manifest) => manifest.kind === kind);
    if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} of kind ${kind}`);
    return found[0];
  };
  const deployment = only('Deployment').spec;
  const pod = deployment?.template;
  const container = pod?.spec.containers[0];
  if (deployment === undefined || pod === undefined || container === undefined) throw new Error('there is no pod');
  const { startupProbe, livenessProbe, readinessProbe } = container;
  const patience = ({ periodSeconds, failureThreshold }: Probe): number => periodSeconds * failureThreshold;

  it('is YAML without errors, whose parts belong together', () => {
    for (const { errors, warnings } of documents) expect([...errors, ...warnings]).to.deep.equal([]);
    expect(manifests.map(({ kind }) => kind)).to.deep.equal(['ConfigMap', 'Deployment', 'PodDisruptionBudget']);
    expect(pod.metadata.labels).to.deep.equal(deployment.selector.matchLabels);
    expect(only('PodDisruptionBudget').spec?.selector).to.deep.equal(deployment.selector);
    expect(container.envFrom[0]?.configMapRef?.name).to.equal(only('ConfigMap').metadata.name);
    expect(container.envFrom[1]?.secretRef?.name).to.be.a('string');
    expect(deployment.strategy?.rollingUpdate.maxUnavailable).to.equal(0);
  });

  it('sets what the program reads', () => {
    const { data = {} } = only('ConfigMap');
    expect(Object.keys(data).filter((name) => !/^CONDUCTOR_(SERVER_URL|WORKER_)/.test(name))).to.deep.equal([]);
    // Kubernetes takes texts only.
    for (const value of Object.values(data)) expect(value).to.be.a('string');
    const worker = { name: 'resize_image', execute: () => ({}) };
    const [resolved] = resolveWorkers([worker], data as Record<string, string>);
    expect(resolved?.concurrency).to.equal(4);
  });

  it('gives stop() more time than it takes', () => {
    const source = readFileSync(join(PROJECT, PROGRAM), 'utf8');
    const times = [...source.matchAll(/\b(?:drainMs|abortMs|flushMs): ([\d_]+)/g)].map(([, ms = '']) =>
      Number(ms.replaceAll('_', '')),
    );
    expect(times).to.have.length(3);
    const stopSeconds = times.reduce((sum, ms) => sum + ms, 0) / 1000;
    expect(stopSeconds).to.equal(28);
    const margin = pod.spec.terminationGracePeriodSeconds - stopSeconds;
    expect(margin).to.be.within(2, 30);
    expect(container, 'a preStop hook takes its time from the same seconds').not.to.have.property('lifecycle');
  });

  it('probes a process that can be slow for as long as is no fault', () => {
    for (const probe of [startupProbe, livenessProbe, readinessProbe]) {
      expect(probe.timeoutSeconds).to.be.within(1, probe.periodSeconds);
    }
    expect(patience(startupProbe)).to.be.at.least(30);
    expect(patience(livenessProbe), 'restarts nothing because of a hiccup').to.be.at.least(30);
    expect(patience(livenessProbe)).to.be.greaterThan(patience(readinessProbe));
    // What follows a lost server: the runner calls a worker unhealthy 11 s after its last poll that succeeded.
    expect(deployment.minReadySeconds).to.be.greaterThan(11);
  });

  it('probes paths and the port where the program answers, and ends it by SIGTERM', async function () {
    this.timeout(60_000);
    expect(container.ports).to.deep.equal([{ name: 'health', containerPort: DEFAULT_PORT }]);
    const conductor = await createTestConductor({ clock: 'real' });
    const { url: serverUrl } = await conductor.listen();
    const program = new RunningExample(PROGRAM, serverUrl, { HEALTH_PORT: '0' });
    try {
      await program.prints('started; http');
      const [url = ''] = /http:\S+/.exec(program.output) ?? [];
      const ask = async ({ httpGet: { path, port } }: Probe): Promise<number> => {
        expect(port).to.equal('health');
        const response = await fetch(`${url}${path}`);
        await response.text();
        return response.status;
      };
      const becomes = async (probe: Probe, wanted: number): Promise<void> => {
        while ((await ask(probe)) !== wanted) await delay(50);
      };
      await becomes(startupProbe, 200);
      expect(await ask(livenessProbe)).to.equal(200);
      await becomes(readinessProbe, 200);
      const workflowId = startTask(conductor, 'resize_image', { image: 'cat.png' });
      expect(await outputOf(conductor, workflowId)).to.deep.equal({ resized: 'cat.png' });
      program.terminate();
      expect(await program.exitCode(), program.output).to.equal(0);
      expect(program.output).to.match(/^stopped \{/m);
    } finally {
      program.kill();
      await conductor.close();
    }
  });
});
