import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import { PROJECT } from '../../structure/module-graph.js';

/** A TypeScript program of ours in a process of its own, `conductor-typescript` being this checkout. */
export class RunningExample {
  output = '';
  readonly #process: ChildProcess;
  readonly #exited: Promise<unknown[]>;
  #look: () => void = () => undefined;

  /** @param file from the project's folder */
  constructor(
    file: string,
    serverUrl: string,
    env: Readonly<Record<string, string>> = {},
    args: readonly string[] = [],
  ) {
    // Settings of whoever runs the tests are not those of the example.
    const inherited = Object.entries(process.env).filter(
      ([name]) => !/^(CONDUCTOR_|NODE_|NO_COLOR|FORCE_COLOR)/.test(name),
    );
    this.#process = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
      cwd: PROJECT,
      env: { ...Object.fromEntries(inherited), NO_COLOR: '1', CONDUCTOR_SERVER_URL: `${serverUrl}/api`, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#exited = once(this.#process, 'close');
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
        this.#look();
      });
    }
  }

  /** Resolves when the output holds the text; rejects if the program ends without. */
  async prints(text: string): Promise<void> {
    const seen = new Promise<void>((resolve) => {
      this.#look = () => {
        if (this.output.includes(text)) resolve();
      };
      this.#look();
    });
    const ended = this.#exited.then(([code]) => {
      if (!this.output.includes(text))
        throw new Error(`ended with ${String(code)}, without "${text}":\n${this.output}`);
    });
    await Promise.race([seen, ended]);
  }

  /** Asks it to end, the way a process manager does. */
  terminate(): void {
    this.#process.kill('SIGTERM');
  }

  /** The exit code, once it has ended; the name of the signal if one ended it. */
  async exitCode(): Promise<unknown> {
    const [code, signal] = await this.#exited;
    return code ?? signal;
  }

  /** For the end of a test, whatever came of it. */
  kill(): void {
    this.#process.kill('SIGKILL');
  }
}
