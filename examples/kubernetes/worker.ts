/**
 * A worker for Kubernetes: worker.yaml beside it runs and probes it. It finishes what it has begun when its pod is to end.
 *
 *   CONDUCTOR_SERVER_URL=http://localhost:8080/api npx tsx examples/kubernetes/worker.ts
 *   curl -i http://localhost:8082/readyz
 */
import { TaskRunner } from 'conductor-typescript';
import { health } from 'conductor-typescript/plugins/health';

const probes = health({ port: Number(process.env.HEALTH_PORT ?? 8082) });
const runner = new TaskRunner({
  workers: [{ name: 'resize_image', execute: ({ inputData }) => ({ resized: inputData.image }) }],
  plugins: [probes],
});
// The kubelet sends SIGTERM, and SIGKILL when terminationGracePeriodSeconds are over.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
await runner.start();
console.log(`started; ${probes.url ?? 'without probes'}`);

async function stop(): Promise<void> {
  const { errors, ...counts } = await runner.stop({ drainMs: 20_000, abortMs: 3_000, flushMs: 5_000 });
  console.log('stopped', counts);
  for (const error of errors) console.error(error);
  process.exitCode = counts.abandoned + counts.unsent + errors.length === 0 ? 0 : 1;
}
