import { ConductorServerError } from '../conductor-server.js';
import { parseArguments, usage } from './arguments.js';
import { GenerateError } from './generate-error.js';
import type { GenerateOptions } from './run.js';
import { generate } from './run.js';

export interface CommandSurroundings {
  root: string;
  stdout: (text: string) => void;
  /** Gets one line at a time, without its end. */
  stderr: (line: string) => void;
  withServer: GenerateOptions['withServer'];
}

/** `npm run generate` as a function: the exit code is what it resolves to. */
export async function runCommand(args: readonly string[], surroundings: CommandSurroundings): Promise<0 | 1> {
  const { root, stdout, stderr, withServer } = surroundings;
  try {
    const parsed = parseArguments(args);
    if (parsed === 'help') {
      stdout(`${usage}\n`);
      return 0;
    }
    const { output, problems } = await generate({ ...parsed, root, progress: stderr, withServer });
    if (output !== '') stdout(output);
    for (const problem of problems) stderr(`generate: ${problem}`);
    return problems.length === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof GenerateError) && !(error instanceof ConductorServerError)) throw error;
    for (const line of error.message.split('\n')) stderr(`generate: ${line}`);
    return 1;
  }
}
