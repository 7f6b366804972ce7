import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { expect } from 'chai';
import parsePrometheusTextFormat from 'parse-prometheus-text-format';
import { pino } from 'pino';

import { dashboard } from '../../../plugins/dashboard/index.js';
import { health } from '../../../plugins/health/index.js';
import { logging } from '../../../plugins/logging/index.js';
import { metrics } from '../../../plugins/metrics/index.js';
import { tracing } from '../../../plugins/tracing/index.js';
import { openBrowser } from '../../browser/support/browser.js';
import { serverUrl } from '../support/server-url.js';
import { until } from '../support/until.js';
import { useRunners } from '../support/use-runners.js';
import { hasEnded, waitForWorkflow } from '../support/wait-for-workflow.js';
import { defineTask, startWorkflow } from '../support/workflows.js';

interface LogRecord {
  readonly event?: string;
  readonly level: number;
  readonly taskId?: string;
  readonly err?: { readonly message?: string };
  readonly trace_id?: string;
}

const LOCAL = { port: 0, host: '127.0.0.1' };

describe('all plugins at once, on a real server', () => {
  const runners = useRunners();

  it('each tell what happened, as their users see it', async () => {
    const name = await defineTask();
    const exporter = new InMemorySpanExporter();
    const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
    const lines: string[] = [];
    const counted = metrics(LOCAL);
    const probes = health(LOCAL);
    const shown = dashboard({ ...LOCAL, uiUrl: 'http://localhost:5000' });
    const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
    const plugins = [tracing({ tracerProvider: provider }), counted, logging({ logger }), probes, shown];
    const client = runners.anotherClient({ serverUrl: serverUrl(), plugins });
    const execute = ({ inputData }: { inputData: Record<string, unknown> }): Record<string, unknown> => {
      const { fails } = inputData.given as { fails: boolean };
      if (fails) throw new RangeError('the card was declined');
      return { charged: true };
    };
    const { runner, told, errors } = await runners.start([{ name, concurrency: 4, execute }], { client, plugins });

    const good = await Promise.all([1, 2, 3].map(() => startWorkflow(name, { fails: false })));
    const bad = await startWorkflow(name, { fails: true });
    for (const id of good) expect((await waitForWorkflow(id, hasEnded)).status).to.equal('COMPLETED');
    const { status, tasks } = await waitForWorkflow(bad, hasEnded);
    expect(status).to.equal('FAILED');
    await told(4);

    // Prometheus.
    const scraped = await (await fetch(counted.url ?? '')).text();
    const values = (metric: string): readonly Record<string, unknown>[] =>
      parsePrometheusTextFormat(scraped).find((family) => family.name === metric)?.metrics ?? [];
    const ofTask = values('task_execution_started_total').find(
      ({ labels }) => (labels as { taskType?: string }).taskType === name,
    );
    expect(ofTask?.value).to.equal('4');
    const failed = values('task_execute_error_total').find(
      ({ labels }) => (labels as { taskType?: string }).taskType === name,
    );
    expect(failed).to.deep.include({ value: '1', labels: { taskType: name, exception: 'RangeError' } });

    // Traces.
    const executions = exporter.getFinishedSpans().filter((span) => span.name === `execute ${name}`);
    const traceIds = executions.map((span) => span.spanContext().traceId);
    expect(traceIds).to.have.members([...good, bad].map((id) => id.replaceAll('-', '')));
    const declined = executions.find((span) => span.status.message === 'the card was declined');
    expect(declined?.attributes).to.include({ 'conductor.workflow.id': bad, 'conductor.outcome': 'failed' });

    // Logs: of four tasks, the one that failed.
    const records = lines.map((line) => JSON.parse(line) as LogRecord);
    const ofTasks = records.filter(({ taskId }) => taskId !== undefined);
    expect(ofTasks.map(({ taskId }) => taskId)).to.deep.equal(ofTasks.map(() => tasks[0]?.taskId));
    expect(ofTasks.some(({ err }) => err?.message === 'the card was declined')).to.equal(true);
    expect(lines.join('')).to.not.include('"fails"');

    // Probes.
    const ready = await until(
      'ready',
      async () => (await fetch(`${probes.url ?? ''}/readyz`)).status,
      (code) => code === 200,
      10_000,
    );
    expect(ready).to.equal(200);

    // The page.
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(shown.url ?? '');
      await page.locator('.worker', { hasText: name }).waitFor();
      await page.getByText('Connected', { exact: true }).first().waitFor();
      await page.locator('#task-rows tr', { hasText: 'failed' }).first().waitFor();
      expect(await page.locator('#task-rows tr').count()).to.equal(4);
      const link = await page.locator('#task-rows a').first().getAttribute('href');
      expect([...good, bad].some((id) => link?.startsWith(`http://localhost:5000/execution/${id}`))).to.equal(true);
    } finally {
      await browser.close();
    }

    const report = await runner.stop();
    expect(report).to.deep.include({ errors: [], unsent: 0, abandoned: 0 });
    expect(errors).to.deep.equal([]);
    // The client has the metrics plugin as well: they can be scraped until it is closed.
    await client.close();
    expect({ metrics: counted.url, health: probes.url, dashboard: shown.url }).to.deep.equal({
      ...{ metrics: undefined, health: undefined, dashboard: undefined },
    });
    await provider.shutdown();
  });
});
