import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { CellSettings } from './cell-settings.js';
import type { Measurement } from './measurement.js';

/** The server and the measured process each on a core of its own, where there are two and `taskset` can bind to them. */
export const arePinned = availableParallelism() > 1 && spawnSync('taskset', ['-c', '0', 'true']).status === 0;

const WORKER_CORE = 0;
const SERVER_CORE = 1;

/** A stopped process does not notice that its standard input has ended: no way out of this one may leave any behind. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** The stub server in its process. */
export class StubServer {
  readonly origin: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, port: string) {
    this.#child = child;
    this.origin = `http://127.0.0.1:${port}`;
  }

  /** @param folder of the compiled benchmark */
  static async start(folder: string): Promise<StubServer> {
    const child = spawnNode(SERVER_CORE, [join(folder, 'stub-server.js')]);
    return new StubServer(child, await linesOf(child)());
  }

  stop(): void {
    this.#child.stdin?.end();
  }
}

/** One subject in a process made for it. */
export class CellProcess {
  readonly #child: ChildProcess;
  readonly #nextLine: () => Promise<string>;
  #activeMs = 0;
  #continuedAt = 0;

  private constructor(child: ChildProcess, nextLine: () => Promise<string>) {
    this.#child = child;
    this.#nextLine = nextLine;
  }

  /** Resolves once it is warm. It goes on all the same: a poll that is stopped for long would fail. */
  static async start(folder: string, settings: CellSettings): Promise<CellProcess> {
    const child = spawnNode(WORKER_CORE, ['--expose-gc', join(folder, 'cell.js'), JSON.stringify(settings)]);
    const nextLine = linesOf(child);
    await nextLine();
    return new CellProcess(child, nextLine);
  }

  /** Begins to measure. It is stopped then. */
  async begin(): Promise<void> {
    this.#child.stdin?.write('begin\n');
    await this.#nextLine();
    this.#child.kill('SIGSTOP');
  }

  /** Lets it run on. */
  continue(): void {
    this.#continuedAt = performance.now();
    this.#child.kill('SIGCONT');
  }

  /** Stops it where it is. */
  suspend(): void {
    this.#child.kill('SIGSTOP');
    this.#activeMs += performance.now() - this.#continuedAt;
  }

  /** Ends it, and tells what it has measured while it was running. */
  async end(): Promise<{ readonly measurement: Measurement; readonly tasksPerSecond: number }> {
    this.#child.stdin?.end();
    this.#child.kill('SIGCONT');
    const measurement = JSON.parse(await this.#nextLine()) as Measurement;
    return { measurement, tasksPerSecond: (measurement.tasks * 1_000) / this.#activeMs };
  }
}

function spawnNode(core: number, args: readonly string[]): ChildProcess {
  const command = arePinned ? 'taskset' : process.execPath;
  const pinned = arePinned ? ['-c', String(core), process.execPath] : [];
  const child = spawn(command, [...pinned, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Reads what a process prints, line by line. Rejects when it ends, or could not be started, before the line. */
function linesOf(child: ChildProcess): () => Promise<string> {
  if (child.stdout === null) throw new Error('the process has no standard output');
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return async () => {
    const line = await Promise.race([lines.next(), failed]);
    if (line.done === true) throw new Error(`${child.spawnargs.join(' ')} ended before it was done`);
    return line.value;
  };
}
