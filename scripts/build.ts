/**
 * `npm run build`: compiles `src/`, `generated/` and `plugins/` into `dist/`, which is all the code that the package consists of, and copies what
 * plugins ship beside code: a page, a dashboard for Grafana, alerts. One build serves `import` and, since nothing in it awaits at the top level, `require()` from Node 20.19 on.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));

// Else what was renamed or removed in src/ stays in the package.
rmSync(join(PROJECT, 'dist'), { recursive: true, force: true });

const tsc = createRequire(import.meta.url).resolve('typescript/lib/tsc.js');
const compiled = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: PROJECT, stdio: 'inherit' });
if (compiled.error !== undefined) throw compiled.error;
// A package of code that does not compile is not left lying about.
if (compiled.status !== 0) rmSync(join(PROJECT, 'dist'), { recursive: true, force: true });
else {
  const isAsset = (path: string): boolean => statSync(path).isDirectory() || !/\.ts$|tsconfig\.json$/.test(path);
  cpSync(join(PROJECT, 'plugins'), join(PROJECT, 'dist/plugins'), { recursive: true, filter: isAsset });
}
process.exitCode = compiled.status ?? 1;
