/** `npm run generate`: the typed clients in `generated/` from a Conductor server's own document. `--help` lists the options. */
import path from 'node:path';
import { startConductorServer } from './conductor-server.js';
import { runCommand } from './generate/command.js';

const startedAt = Date.now();

process.exitCode = await runCommand(process.argv.slice(2), {
  root: path.resolve(import.meta.dirname, '..'),
  stdout: (text) => process.stdout.write(text),
  stderr: (line) => process.stderr.write(`${((Date.now() - startedAt) / 1000).toFixed(1).padStart(5)} s  ${line}\n`),
  withServer: async (version, use) => {
    const server = await startConductorServer({
      version,
      onProgress: (line) => process.stderr.write(`         ${line}\n`),
    });
    try {
      return await use(server);
    } finally {
      await server.stop();
    }
  },
});
