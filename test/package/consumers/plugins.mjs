// Run by the package test: loads the plugins' entry points, makes each plugin, and starts a runner with it. Prints what came of it.
import { createRequire } from 'node:module';
import { TaskRunner } from 'conductor-typescript';

const require = createRequire(import.meta.url);
/** Options that let it run anywhere: any port, nothing printed. */
const OPTIONS = {
  dashboard: { port: 0 },
  health: { port: 0, host: '127.0.0.1' },
  logging: { level: 'error' },
  metrics: {},
  tracing: {},
};

const seen = {};
for (const name of Object.keys(OPTIONS)) {
  const entry = `conductor-typescript/plugins/${name}`;
  const imported = await import(entry);
  const required = require(entry);
  const [errors, one] = [[], required[name] === imported[name] && typeof imported[name] === 'function'];
  let isStarted = false;
  try {
    const runner = new TaskRunner({
      workers: [{ name, execute: () => ({}) }],
      plugins: [imported[name](OPTIONS[name])],
    });
    runner.on('error', ({ cause, error }) => errors.push(`${cause}: ${String(error)}`));
    await runner.start();
    isStarted = true;
    const report = await runner.stop();
    errors.push(...report.errors.map(String));
  } catch (error) {
    errors.push(error.message);
  }
  seen[name] = { one, isStarted, errors };
}
console.log(JSON.stringify(seen));
