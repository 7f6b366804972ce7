import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { CellSettings } from './cell-settings.js';
import type { Measurement } from './measurement.js';

/** The server and the measured process each on a core of its own, where there are two and `taskset` can bind to them. */
export const arePinned = availableParallelism() > 1 && spawnSync('taskset', ['-c', '0', 'true']).status === 0;

const WORKER_CORE = 0;
const SERVER_CORE = 1;

/** The stub server in its process. */
export interface StubServer {
  readonly origin: string;
  stop(): Promise<void>;
}

/** @param folder of the compiled benchmark */
export async function startStubServer(folder: string): Promise<StubServer> {
  const child = spawnNode(SERVER_CORE, [join(folder, 'stub-server.js')], 'pipe');
  const port = await firstLine(child);
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.stdin?.end();
      await ended;
    },
  };
}

/** Measures one subject in a process made for it. */
export async function runCell(folder: string, settings: CellSettings): Promise<Measurement> {
  const child = spawnNode(WORKER_CORE, ['--expose-gc', join(folder, 'cell.js'), JSON.stringify(settings)], 'ignore');
  const { subject, concurrency } = settings;
  try {
    return JSON.parse(await firstLine(child)) as Measurement;
  } catch (cause) {
    throw new Error(`${subject} at concurrency ${concurrency} could not be measured`, { cause });
  }
}

function spawnNode(core: number, args: readonly string[], stdin: 'pipe' | 'ignore'): ChildProcess {
  const command = arePinned ? 'taskset' : process.execPath;
  const pinned = arePinned ? ['-c', String(core), process.execPath] : [];
  return spawn(command, [...pinned, ...args], { stdio: [stdin, 'pipe', 'inherit'] });
}

/** The first line that a process prints; of one that is to end, once it has ended well. */
function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end !== -1) resolve(text.slice(0, end));
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`the process ended with ${signal ?? code ?? 'nothing'}`)));
  });
}
