/**
 * `npm run build`: compiles `src/`, `generated/` and `plugins/` into `dist/`, which is all the code that the package consists of. One build serves
 * `import` and, since nothing in it awaits at the top level, `require()` from Node 20.19 on.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
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
process.exitCode = compiled.status ?? 1;
