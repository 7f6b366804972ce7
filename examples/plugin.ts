/**
 * A plugin is a plain object. This one times handlers and requests; it runs a few tasks of `work` on any server and prints what it has seen when it is stopped.
 *
 *   CONDUCTOR_SERVER_URL=http://localhost:8080/api npx tsx examples/plugin.ts
 */
import { TaskRunner, type Plugin } from 'conductor-typescript';

/** Counts calls and adds up their time, by label. */
class Stopwatch {
  readonly rows = new Map<string, { calls: number; totalMs: number }>();

  add(label: string, ms: number): void {
    const row = this.rows.get(label) ?? { calls: 0, totalMs: 0 };
    this.rows.set(label, { calls: row.calls + 1, totalMs: row.totalMs + ms });
  }
}

/** What a plugin offers its user lives on the object that it returns. */
function timing(): Plugin & { readonly stopwatch: Stopwatch } {
  const stopwatch = new Stopwatch();
  return {
    name: 'timing',
    stopwatch,
    setupClient(host) {
      host.on('requestCompleted', ({ route, durationMs }) => stopwatch.add(route, durationMs));
    },
    setup(host) {
      host.aroundExecute(async (call, next) => {
        const startedAt = performance.now();
        try {
          return await next(call);
        } finally {
          stopwatch.add(`handler of ${call.taskType}`, performance.now() - startedAt);
        }
      });
      host.defer(() => {
        for (const [label, { calls }] of stopwatch.rows) console.log(`${label}: ${calls}`);
      });
    },
  };
}

// Without a client of its own, the runner makes one and gives it the same plugins.
const runner = new TaskRunner({ workers: [{ name: 'work', execute: () => ({ done: true }) }], plugins: [timing()] });
await runner.start();

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void runner.stop());
